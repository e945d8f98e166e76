using System.Diagnostics.Metrics;

namespace Hotaru.Client;

/// <summary>
/// Listens to the process's instruments and keeps one value for each set of tags: counters are added up,
/// gauges keep the last value, histograms count into buckets.
/// </summary>
internal sealed class MetricCollector : IDisposable
{
    public const string OwnMeter = "hotaru.job";

    private readonly HotaruJobOptions _options;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _everywhere;
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Family, string Labels), MetricSeries> _series = [];
    private long _dropped;

    public MetricCollector(
        Meter own, HotaruJobOptions options, IReadOnlyList<KeyValuePair<string, string>> everywhere)
    {
        (_options, _everywhere) = (options, everywhere);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsWanted(instrument.Meter, own)) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<byte>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<short>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<float>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((i, value, tags, _) => Take(i, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The page now; what the caller adds stands first.</summary>
    public byte[] Write(Action<MetricPage> head)
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (Exception)
        {
            // A callback of the job that throws costs its own value; the others were recorded.
        }

        var page = new MetricPage(_everywhere);
        head(page);
        lock (_lock)
        {
            foreach (var (_, series) in _series.OrderBy(s => s.Key.Family, StringComparer.Ordinal)
                .ThenBy(s => s.Key.Labels, StringComparer.Ordinal))
                series.WriteTo(page);
            if (_dropped > 0) page.Add("hotaru_client_dropped_series_total", "counter", _dropped);
        }

        return page.ToBytes();
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Two runs in one process each have a meter of this name, and see only their own.</summary>
    private bool IsWanted(Meter meter, Meter own)
    {
        if (meter.Name == OwnMeter) return ReferenceEquals(meter, own);
        return _options.Meters?.Invoke(meter.Name)
            ?? !(meter.Name.StartsWith("System.", StringComparison.Ordinal)
                || meter.Name.StartsWith("Microsoft.", StringComparison.Ordinal));
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = InstrumentKinds.Of(instrument);
        var family = MetricNames.Family(instrument.Name, instrument.Unit, kind);
        var labels = MetricNames.Labels(tags);
        var key = (family, string.Join('\u0001', labels.Select(label => label.Key + '\u0002' + label.Value)));
        lock (_lock)
        {
            if (!_series.TryGetValue(key, out var series))
            {
                if (_series.Count >= _options.MostSeries)
                {
                    _dropped++;
                    return;
                }

                series = _series[key] = new MetricSeries(family, kind, labels,
                    InstrumentKinds.Bounds(instrument));
            }

            series.Take(value);
        }
    }
}
