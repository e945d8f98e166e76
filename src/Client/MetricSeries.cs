namespace Hotaru.Client;

/// <summary>
/// One set of tags of one instrument. Not for concurrent use: the collector holds its lock.
/// </summary>
internal sealed class MetricSeries(
    string family, InstrumentKind kind, IReadOnlyList<KeyValuePair<string, string>> labels, double[] bounds)
{
    private readonly long[] _buckets = kind == InstrumentKind.Histogram ? new long[bounds.Length + 1] : [];
    private double _value;
    private double _sum;

    public void Take(double value)
    {
        switch (kind)
        {
            case InstrumentKind.Counter or InstrumentKind.UpDownCounter:
                _value += value;
                break;
            case InstrumentKind.Histogram:
                var at = Array.BinarySearch(bounds, value);
                _buckets[at >= 0 ? at : ~at]++;
                _sum += value;
                break;
            default:
                _value = value;
                break;
        }
    }

    public void WriteTo(MetricPage page)
    {
        var isCounter = kind is InstrumentKind.Counter or InstrumentKind.ObservableCounter;
        page.Family(family, kind == InstrumentKind.Histogram ? "histogram" : isCounter ? "counter" : "gauge");
        if (kind != InstrumentKind.Histogram)
        {
            page.Sample(family, labels, _value);
            return;
        }

        long count = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += _buckets[i];
            var bound = MetricPage.Number(i < bounds.Length ? bounds[i] : double.PositiveInfinity);
            page.Sample(family + "_bucket", [.. labels, new KeyValuePair<string, string>("le", bound)],
                count);
        }

        page.Sample(family + "_sum", labels, _sum);
        page.Sample(family + "_count", labels, count);
    }
}
