using Hotaru.Remote;

namespace Hotaru.Web.Prometheus;

/// <summary>
/// What the status endpoints tell, and what /-/reload and /-/quit do. The functions may be called any time.
/// </summary>
public sealed record PrometheusStatus
{
    public required DateTimeOffset Started { get; init; }

    public required string Version { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>prometheus.yml as it is in force.</summary>
    public required Func<string> ConfigText { get; init; }

    /// <summary>Command line flags of the peer by name, with what stands for them here.</summary>
    public required Func<IReadOnlyDictionary<string, string>> Flags { get; init; }

    /// <summary>Whether the last reload was good, and when the configuration in force was loaded.</summary>
    public required Func<(bool WasGood, DateTimeOffset At)> LastReload { get; init; }

    /// <summary>The retention of raw samples, as text: 15d.</summary>
    public required string Retention { get; init; }

    /// <summary>external_labels of the configuration in force.</summary>
    public required Func<Model.Labels> ExternalLabels { get; init; }

    /// <summary>Addresses of the Alertmanagers that alerts go to, beside the built-in one.</summary>
    public Func<IReadOnlyList<Uri>> Alertmanagers { get; init; } = static () => [];

    /// <summary>Reads the configuration anew; the problems, none where it is in force.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<Model.Problem>>>? Reload { get; init; }

    /// <summary>Ends the process; null where /-/quit is switched off.</summary>
    public Action? Quit { get; init; }

    /// <summary>Why the process is not ready yet; empty where it is.</summary>
    public Func<string> NotReady { get; init; } = static () => "";

    /// <summary>What becomes of OpenTelemetry's delta metrics.</summary>
    public Func<OtlpDelta> OtlpDelta { get; init; } = static () => Remote.OtlpDelta.Refuse;

    /// <summary>Samples, series and the like of storage, for status/tsdb.</summary>
    public Func<HeadFigures> Head { get; init; } = static () => new HeadFigures(0, 0, 0, 0);
}
