using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>The gateway's own figures.</summary>
internal sealed class GatewayMeter : IDisposable
{
    public const string Name = "Hotaru.Gateway";

    private const string SamplesName = "pushgateway_samples_total";
    private const string PushesName = "pushgateway_pushes_total";
    private const string GroupsName = "pushgateway_groups";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _samples;
    private readonly Counter<long> _pushes;

    /// <summary>What it has on the gateway's page.</summary>
    public static IReadOnlyDictionary<string, MetricType> Types { get; } = new Dictionary<string, MetricType>
    {
        [SamplesName] = MetricType.Counter,
        [PushesName] = MetricType.Counter,
        [GroupsName] = MetricType.Gauge,
    };

    public GatewayMeter(Func<int> groups)
    {
        _samples = _meter.CreateCounter<long>(
            SamplesName, null, "Samples of pushes by what storage said of them.");
        _pushes = _meter.CreateCounter<long>(PushesName, null,
            "Pushes and deletions by their result.");
        _meter.CreateObservableGauge(GroupsName, groups, null, "Groups that are kept.");
    }

    public void Appended(AppendOutcome outcome) =>
        _samples.Add(1, new KeyValuePair<string, object?>("outcome", Words[(int)outcome]));

    public void Pushed(string result) => _pushes.Add(1, new KeyValuePair<string, object?>("result", result));

    public void Dispose() => _meter.Dispose();

    private static readonly string[] Words =
    [
        "accepted", "duplicate", "duplicate_timestamp", "out_of_order", "out_of_bounds", "too_many_series",
        "invalid_labels",
    ];
}
