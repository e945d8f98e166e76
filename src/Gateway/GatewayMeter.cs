using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>The gateway's own figures.</summary>
internal sealed class GatewayMeter : IDisposable
{
    public const string Name = "Hotaru.Gateway";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _samples;
    private readonly Counter<long> _pushes;

    public GatewayMeter(Func<int> groups)
    {
        _samples = _meter.CreateCounter<long>(
            "pushgateway_samples_total", null, "Samples of pushes by what storage said of them.");
        _pushes = _meter.CreateCounter<long>("pushgateway_pushes_total", null,
            "Pushes and deletions by their result.");
        _meter.CreateObservableGauge("pushgateway_groups", groups, null, "Groups that are kept.");
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
