using System.Net;
using Hotaru.Appliance.CommandLine;
using Hotaru.Appliance.Configuration.Operator;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Notifier;
using Hotaru.Remote;
using Hotaru.Web;

namespace Hotaru.Appliance.Configuration;

/// <summary>Reads hotaru.yml; every key has a default, so no file at all is fine.</summary>
internal static class HotaruFile
{
    public const string DefaultName = "hotaru.yml";

    public static HotaruModel Read(ServeOptions options, ProblemList problems)
    {
        var path = options.ConfigFile ?? (File.Exists(DefaultName) ? DefaultName : null);
        if (path is null) return Map(EmptyMap(problems), options, ".", problems);
        var root = YamlFile.Read(path, problems);
        var directory = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
        return Map(root?.Map() ?? EmptyMap(problems), options, directory, problems);
    }

    private static HotaruModel Map(ConfigMap map, ServeOptions options, string directory,
        ProblemList problems)
    {
        var (storage, path, engine) = StorageSection.Read(map["storage"]);
        var jobs = JobSourcesSection.Read(map["jobs"], directory);
        var (adminApi, lifecycleApi) = (map.Flag("admin_api", false), map.Flag("lifecycle_api", false));
        var model = new HotaruModel
        {
            PrometheusFile = OtherFile(map, "prometheus", "prometheus.yml", directory, problems),
            AlertmanagerFile = OtherFile(map, "alertmanager", "alertmanager.yml", directory, problems),
            Listen = Listen(map["listen"]?.Map(), options, problems),
            ExternalUrl = External(map["external_url"], problems),
            Storage = storage,
            StoreEngine = engine,
            DatabasePath = options.DataDirectory is { } data
                ? Path.Combine(data, Path.GetFileName(path))
                : Path.Combine(directory, path),
            Jobs = jobs.Declared,
            ClusterJobs = jobs.Kubernetes,
            StateMetricsJobs = jobs.StateMetrics,
            JobHistory = (int)Math.Clamp(
                map.Integer("job_history", new JobLimits().RunsPerJob), 1, 1_000_000),
            StatusPage = StatusPageSection.Read(map["status_page"]),
            Operator = OperatorModel.Read(map["operator"], directory),
            Gateway = GatewaySection.Read(map["gateway"], adminApi, lifecycleApi),
            Query = QuerySection.Read(map["promql"]),
            OtlpDelta = Delta(map["otlp_delta"]),
            OtlpDeltaMemory = map.Size("otlp_delta_memory", new OtlpModel().MaxDeltaBytes),
            Matchers = Matchers(map["matchers"]),
            Heartbeat = HeartbeatSection.Read(map["heartbeat"]),
            Indicator = IndicatorSection.Read(map["indicator"]),
            AdminApi = adminApi,
            LifecycleApi = lifecycleApi,
        };
        map.End();
        return model;
    }

    /// <summary>A named file must be there; one under its default name is used where it is there.</summary>
    private static string? OtherFile(
        ConfigMap map, string key, string defaultName, string directory, ProblemList problems)
    {
        var node = map[key];
        var path = Path.Combine(directory, node?.Text() is { Length: > 0 } named ? named : defaultName);
        if (File.Exists(path)) return path;
        if (node is not null) problems.Add(node.At, $"{path} is not there",
            $"create it, or take \"{key}:\" out");
        return null;
    }

    private static ListenModel Listen(ConfigMap? map, ServeOptions options, ProblemList problems)
    {
        var addresses = new Dictionary<Surface, IPEndPoint>();
        foreach (var surface in Enum.GetValues<Surface>())
        {
            var name = ListenModel.NameOf(surface);
            var node = map?[name];
            var fromCommandLine = options.Listen.GetValueOrDefault(surface);
            var text = fromCommandLine ?? node?.Text() ?? ListenModel.Defaults[surface];
            if (text is "off" or "false") continue;
            var at = fromCommandLine is not null
                ? new SourcePosition($"--listen.{name}", 0, 0)
                : node?.At ?? default;
            if (ListenModel.Parse(text) is { } address) addresses[surface] = address;
            else problems.Add(at, $"\"{text}\" is not an address",
                "write host:port such as 127.0.0.1:9090, or off");
        }

        map?.End();
        return new ListenModel(addresses);
    }

    private static OtlpDelta Delta(ConfigNode? node)
    {
        switch (node?.Text())
        {
            case null or "refuse":
                return OtlpDelta.Refuse;
            case "native":
                return OtlpDelta.Native;
            case "cumulative":
                return OtlpDelta.Cumulative;
            default:
                node.Problems.Add(node.At, $"\"{node.ScalarText}\" is none of refuse, cumulative and native",
                    "write refuse, cumulative or native");
                return OtlpDelta.Refuse;
        }
    }

    private static MatcherDialect Matchers(ConfigNode? node)
    {
        switch (node?.Text())
        {
            case null or "classic":
                return MatcherDialect.Classic;
            case "fallback":
                return MatcherDialect.Fallback;
            case "utf8":
                return MatcherDialect.Utf8;
            default:
                node.Problems.Add(node.At, $"\"{node.ScalarText}\" is no matcher syntax",
                    "write classic, fallback or utf8");
                return MatcherDialect.Classic;
        }
    }

    private static Uri? External(ConfigNode? node, ProblemList problems)
    {
        if (node?.Text() is not { Length: > 0 } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
        problems.Add(node.At, $"\"{text}\" is not an http URL", "write it as http://raspberrypi:8080/");
        return null;
    }

    private static ConfigMap EmptyMap(ProblemList problems) =>
        YamlFile.Parse("", DefaultName, problems)!.Map();
}
