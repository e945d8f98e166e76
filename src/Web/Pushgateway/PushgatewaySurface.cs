using Hotaru.Exposition;
using Hotaru.Gateway;
using Hotaru.Model;

namespace Hotaru.Web.Pushgateway;

/// <summary>What the Pushgateway surface's endpoints are made of; the wiring fills it in.</summary>
public sealed record PushgatewaySurface
{
    /// <summary>
    /// Types of the metrics that the surface's page has of its own, beside those of the process: what the
    /// gateway has to keep pushes from contradicting.
    /// </summary>
    public static IReadOnlyDictionary<string, MetricType> OwnTypes => GatewayHttpMetrics.Types;

    public required PushGateway Gateway { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The process's own metrics, shown beside what was pushed.</summary>
    public required OwnMetrics Own { get; init; }

    /// <summary>Ends the process, for <c>/-/quit</c>.</summary>
    public required Action Quit { get; init; }

    /// <summary>Shown as the version in <c>/api/v1/status</c> and pushgateway_build_info.</summary>
    public required string Version { get; init; }

    /// <summary>The commit it was built from; empty where that is not known.</summary>
    public string Revision { get; init; } = "";

    /// <summary>Names and values of the settings, shown as flags in <c>/api/v1/status</c>.</summary>
    public Func<IReadOnlyDictionary<string, string>> Flags { get; init; } =
        static () => new Dictionary<string, string>();

    /// <summary>
    /// Hears of every push that was stored, before it is confirmed: its grouping key, what was pushed, and
    /// the
    /// run that it belongs to (empty where it names none).
    /// </summary>
    public Func<Labels, IReadOnlyList<MetricFamily>, string, CancellationToken, Task> Pushed { get; init; } =
        (_, _, _, _) => Task.CompletedTask;

    /// <summary>Why pushes cannot be taken at the moment; empty where they can.</summary>
    public Func<string> Trouble { get; init; } = () => "";
}
