using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// One metric of a protobuf body as the samples that the text form would have, in its order.
/// </summary>
internal sealed class FlatMetric
{
    private const int CountStep = 0;
    private const int SumStep = 1;
    private const int FirstPart = 2;

    private WireMetric? _metric;
    private MetricType _type;
    private int _step;
    private bool _isInfinityDone;

    /// <summary>What is added to the family's name.</summary>
    public string Suffix { get; private set; } = "";

    /// <summary>le or quantile, or empty.</summary>
    public string ExtraLabel { get; private set; } = "";

    public double ExtraValue { get; private set; }

    public double Value { get; private set; }

    public WireExemplar? Exemplar { get; private set; }

    public void Start(WireMetric metric, MetricType type)
    {
        (_metric, _type, _step, _isInfinityDone) = (metric, type, 0, false);
        (Suffix, ExtraLabel, Exemplar) = ("", "", null);
    }

    public void End()
    {
        _metric = null;
        (Suffix, ExtraLabel, Exemplar) = ("", "", null);
    }

    public bool Next()
    {
        if (_metric is null) return false;
        (Suffix, ExtraLabel, Exemplar) = ("", "", null);
        var isThere = _type switch
        {
            MetricType.Summary => NextOfSummary(_metric.Summary),
            MetricType.Histogram or MetricType.GaugeHistogram => NextOfHistogram(_metric.Histogram),
            _ => NextValue(_metric),
        };
        _step++;
        if (!isThere) _metric = null;
        return isThere;
    }

    private bool NextValue(WireMetric metric)
    {
        if (_step > 0) return false;
        (Value, Exemplar) = (metric.Holds == Expected ? metric.Value : 0, metric.Exemplar);
        return true;
    }

    private MetricType Expected =>
        _type is MetricType.Counter or MetricType.Gauge ? _type : MetricType.Unknown;

    private bool NextOfSummary(WireSummary summary)
    {
        var part = _step - FirstPart;
        if (part >= summary.Quantiles.Count) return false;
        switch (_step)
        {
            case CountStep: (Suffix, Value) = ("_count", summary.Count); break;
            case SumStep: (Suffix, Value) = ("_sum", summary.Sum); break;
            default:
                ExtraLabel = LabelNames.Quantile;
                (ExtraValue, Value) = summary.Quantiles[part];
                break;
        }

        return true;
    }

    private bool NextOfHistogram(WireHistogram histogram)
    {
        var part = _step - FirstPart;
        switch (_step)
        {
            case CountStep: (Suffix, Value) = ("_count", histogram.Count); return true;
            case SumStep: (Suffix, Value) = ("_sum", histogram.Sum); return true;
        }

        (Suffix, ExtraLabel) = ("_bucket", LabelNames.Bucket);
        if (_isInfinityDone) return false;
        if (part < histogram.Buckets.Count)
        {
            (ExtraValue, Value, Exemplar) = histogram.Buckets[part];
            _isInfinityDone = double.IsPositiveInfinity(ExtraValue);
            return true;
        }

        (ExtraValue, Value, _isInfinityDone) = (double.PositiveInfinity, histogram.Count, true);
        return true;
    }
}
