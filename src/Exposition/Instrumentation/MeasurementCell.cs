using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>What was measured under one set of tags. Whoever writes or reads it holds its lock.</summary>
internal sealed class MeasurementCell(KeyValuePair<string, object?>[] tags, int buckets)
{
    private readonly long[] _counts = new long[buckets];
    private Labels? _labels;
    private double _sum;

    public double Value { get; set; }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length) return false;
        for (var i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value)) return false;
        }

        return true;
    }

    public void Observe(double value, double[] bounds)
    {
        var i = 0;
        while (i < bounds.Length && value > bounds[i]) i++;
        _counts[i]++;
        _sum += value;
    }

    public Metric ToMetric(double[]? bounds)
    {
        _labels ??= ToLabels();
        if (bounds is null) return new ValueMetric(_labels, Value);
        var cumulative = new HistogramBucket[bounds.Length];
        long count = 0;
        for (var i = 0; i < bounds.Length; i++)
            cumulative[i] = new HistogramBucket(bounds[i], count += _counts[i]);
        return new HistogramMetric(_labels, count + _counts[^1], _sum, cumulative);
    }

    private Labels ToLabels()
    {
        var labels = new LabelsBuilder();
        foreach (var (key, value) in tags)
            labels.Set(key.Replace('.', '_'), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        return labels.Build();
    }
}
