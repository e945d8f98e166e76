using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Appliance.Libraries;
using Hotaru.Gateway;
using Hotaru.Indicator;
using Hotaru.Jobs;
using Hotaru.Notifier;
using Hotaru.Remote;
using Hotaru.Storage;
using Hotaru.Web;

namespace Hotaru.Appliance.Configuration;

/// <summary>hotaru.yml, validated; what the command line says is in it already.</summary>
internal sealed record HotaruModel
{
    /// <summary>Path of prometheus.yml; null where the built-in default serves.</summary>
    public string? PrometheusFile { get; init; }

    /// <summary>Path of alertmanager.yml; null where the built-in default serves.</summary>
    public string? AlertmanagerFile { get; init; }

    /// <summary>The listeners that are on.</summary>
    public required ListenModel Listen { get; init; }

    /// <summary>Where people reach the first listener; null where nothing was said.</summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>Where links to the Prometheus pages lead, without a slash at the end.</summary>
    public string PrometheusUrl =>
        ExternalUrl is { } external ? external.ToString().TrimEnd('/') + "/prometheus"
        : Listen.Addresses.TryGetValue(Surface.Prometheus, out var address)
            ? $"http://{Environment.MachineName}:{address.Port}"
            : "";

    /// <summary>The one file of the store.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>storage.engine: what keeps that file.</summary>
    public IStoreEngine StoreEngine { get; init; } = BuiltIn.Engines.Default;

    public StorageModel Storage { get; init; } = new();

    public IReadOnlyList<JobModel> Jobs { get; init; } = [];

    /// <summary>Null where no API server is watched for jobs.</summary>
    public ClusterJobsModel? ClusterJobs { get; init; }

    /// <summary>Null where series of kube-state-metrics are series like any other.</summary>
    public StateMetricsJobsModel? StateMetricsJobs { get; init; }

    /// <summary>Runs of one job that are kept.</summary>
    public int JobHistory { get; init; } = new JobLimits().RunsPerJob;

    public StatusPageModel StatusPage { get; init; } = new();

    /// <summary>Resources of the Prometheus Operator that count beside the files.</summary>
    public OperatorModel Operator { get; init; } = OperatorModel.None;

    public GatewayModel Gateway { get; init; } = new();

    public QueryModel Query { get; init; } = QueryModel.Default;

    /// <summary>otlp_delta: what becomes of OpenTelemetry's delta metrics.</summary>
    public OtlpDelta OtlpDelta { get; init; }

    /// <summary>otlp_delta_memory: what adding them up may take.</summary>
    public long OtlpDeltaMemory { get; init; } = new OtlpModel().MaxDeltaBytes;

    /// <summary>matchers: which of Alertmanager's matcher syntaxes and label name rules holds.</summary>
    public MatcherDialect Matchers { get; init; }

    /// <summary>heartbeat: the sign of life to a service elsewhere; null where there is none.</summary>
    public HeartbeatModel? Heartbeat { get; init; }

    public IndicatorModel Indicator { get; init; } = new();

    /// <summary>Endpoints that delete or copy data whole: delete_series, snapshot, wipe.</summary>
    public bool AdminApi { get; init; }

    /// <summary>Whether /-/quit ends the process.</summary>
    public bool LifecycleApi { get; init; }
}
