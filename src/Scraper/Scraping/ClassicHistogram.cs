using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>The classic series of one histogram on their way to custom buckets.</summary>
internal sealed class ClassicHistogram
{
    private readonly List<(double Bound, double Count)> _buckets = [];
    private double? _count;
    private double _sum;

    public List<Exemplar> Exemplars { get; } = [];

    public long? TimestampMs { get; private set; }

    public long StartMs { get; private set; }

    /// <summary>Takes a sample of the family; false where it is none of a histogram's.</summary>
    public bool Take(string suffix, string bound, double value, long? timestampMs, long startMs)
    {
        switch (suffix)
        {
            case "_bucket" when bound == "+Inf":
                _buckets.Add((double.PositiveInfinity, value));
                break;
            case "_bucket" when double.TryParse(bound, out var upper):
                _buckets.Add((upper, value));
                break;
            case "_count":
                _count = value;
                break;
            case "_sum":
                _sum = value;
                break;
            default:
                return false;
        }

        (TimestampMs, StartMs) = (timestampMs, startMs);
        return true;
    }

    /// <summary>The histogram with custom buckets, or null where the counts make none.</summary>
    public FloatHistogram? ToCustom(bool isGauge)
    {
        _buckets.Sort(static (a, b) => a.Bound.CompareTo(b.Bound));
        if (_buckets.Count == 0 && _count is null) return null;
        var counts = new List<double>(_buckets.Count + 1);
        var bounds = new List<double>(_buckets.Count);
        double former = 0;
        foreach (var (bound, cumulative) in _buckets)
        {
            if (cumulative < former || (bounds.Count > 0 && bounds[^1] == bound)) return null;
            counts.Add(cumulative - former);
            former = cumulative;
            if (!double.IsPositiveInfinity(bound)) bounds.Add(bound);
        }

        var count = _count ?? former;
        if (count < former) return null;
        if (counts.Count == bounds.Count) counts.Add(count - former);
        var (spans, buckets) = Spans(counts);
        return new FloatHistogram
        {
            CounterResetHint = isGauge ? CounterResetHint.Gauge : CounterResetHint.Unknown,
            Schema = FloatHistogram.CustomBucketsSchema,
            CustomValues = [.. bounds],
            Count = count,
            Sum = _sum,
            PositiveSpans = spans,
            PositiveBuckets = buckets,
        };
    }

    /// <summary>Runs of buckets that are not empty.</summary>
    private static (HistogramSpan[] Spans, double[] Buckets) Spans(List<double> counts)
    {
        var spans = new List<HistogramSpan>();
        var buckets = new List<double>();
        var next = 0;
        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i] == 0) continue;
            buckets.Add(counts[i]);
            if (spans.Count > 0 && i == next) spans[^1] = spans[^1] with { Length = spans[^1].Length + 1 };
            else spans.Add(new HistogramSpan(i - next, 1));
            next = i + 1;
        }

        return ([.. spans], [.. buckets]);
    }
}
