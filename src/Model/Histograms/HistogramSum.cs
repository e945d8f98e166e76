namespace Hotaru.Model;

/// <summary>
/// A sum of histograms under way, with the rounding errors of every part of it. Each step gives a new
/// instance. Schemas, zero buckets and custom bounds that differ are brought to what both sides have.
/// </summary>
public sealed class HistogramSum
{
    private readonly int _schema;
    private readonly double _zeroThreshold;
    private readonly double[] _bounds;
    private readonly SparseBuckets _positive;
    private readonly SparseBuckets _negative;
    private double _zero, _zeroLost, _count, _countLost, _sum, _sumLost;

    private HistogramSum(
        int schema, double zeroThreshold, double[] bounds, SparseBuckets positive, SparseBuckets negative)
    {
        (_schema, _zeroThreshold, _bounds, _positive, _negative) =
            (schema, zeroThreshold, bounds, positive, negative);
    }

    public CounterResetHint Hint { get; private set; }

    /// <summary>The last addition brought a reset and a "no reset" together.</summary>
    public bool HintsCollided { get; private set; }

    /// <summary>The last addition had different custom bounds to reconcile.</summary>
    public bool BoundsReconciled { get; private set; }

    public bool HasOverflow =>
        double.IsInfinity(_zero) || double.IsInfinity(_count) || double.IsInfinity(_sum)
        || Array.Exists(_positive.Counts, double.IsInfinity)
            || Array.Exists(_negative.Counts, double.IsInfinity);

    public static HistogramSum From(FloatHistogram histogram) =>
        new(histogram.Schema, histogram.ZeroThreshold, histogram.CustomValues,
            SparseBuckets.From(histogram.PositiveSpans, histogram.PositiveBuckets),
            SparseBuckets.From(histogram.NegativeSpans, histogram.NegativeBuckets))
        {
            Hint = histogram.CounterResetHint,
            _zero = histogram.ZeroCount,
            _count = histogram.Count,
            _sum = histogram.Sum,
        };

    /// <summary>
    /// The sum with another histogram, or null where exponential and custom buckets would mix.
    /// </summary>
    public HistogramSum? Plus(FloatHistogram other, double sign = 1) => Plus(From(other), sign);

    public HistogramSum? Plus(HistogramSum other, double sign = 1)
    {
        var custom = _schema == FloatHistogram.CustomBucketsSchema;
        if (custom != (other._schema == FloatHistogram.CustomBucketsSchema)) return null;
        var (a, b) = (this, other);
        var reconciled = false;
        if (custom)
        {
            reconciled = !BucketBounds.Match(a._bounds, b._bounds);
            if (reconciled) (a, b) = WithCommonBounds(a, b);
        }
        else
        {
            (a, b) = WithCommonZeroBucket(a, b);
            var schema = Math.Min(a._schema, b._schema);
            (a, b) = (a.Reduced(schema), b.Reduced(schema));
        }

        var added = b._positive;
        var addedNegative = b._negative;
        if (!custom)
        {
            added = added.Above(a._zeroThreshold, a._schema);
            addedNegative = addedNegative.Above(a._zeroThreshold, a._schema);
        }

        var result = a.With(a._schema, a._zeroThreshold, a._bounds,
            a._positive.Plus(added, sign), a._negative.Plus(addedNegative, sign));
        Kahan.Add(sign * b._zero, ref result._zero, ref result._zeroLost);
        Kahan.Add(sign * b._zeroLost, ref result._zero, ref result._zeroLost);
        Kahan.Add(sign * b._count, ref result._count, ref result._countLost);
        Kahan.Add(sign * b._countLost, ref result._count, ref result._countLost);
        Kahan.Add(sign * b._sum, ref result._sum, ref result._sumLost);
        Kahan.Add(sign * b._sumLost, ref result._sum, ref result._sumLost);
        (result.Hint, result.HintsCollided) = Merge(Hint, other.Hint);
        result.BoundsReconciled = reconciled;
        return result;
    }

    public HistogramSum Times(double factor)
    {
        var result = With(_schema, _zeroThreshold, _bounds, _positive.Times(factor), _negative.Times(factor));
        result._zero *= factor;
        result._zeroLost *= factor;
        result._count *= factor;
        result._countLost *= factor;
        result._sum *= factor;
        result._sumLost *= factor;
        return result;
    }

    /// <summary>The histogram without empty buckets.</summary>
    public FloatHistogram ToHistogram()
    {
        var (positiveSpans, positiveBuckets) = _positive.ToSpans();
        var (negativeSpans, negativeBuckets) = _negative.ToSpans();
        return new FloatHistogram
        {
            CounterResetHint = Hint,
            Schema = _schema,
            ZeroThreshold = _zeroThreshold,
            CustomValues = _bounds,
            ZeroCount = _zero + _zeroLost,
            Count = _count + _countLost,
            Sum = _sum + _sumLost,
            PositiveSpans = positiveSpans,
            PositiveBuckets = positiveBuckets,
            NegativeSpans = negativeSpans,
            NegativeBuckets = negativeBuckets,
        };
    }

    /// <summary>
    /// What the zero bucket holds if it grows to a threshold, and the threshold, which may have to be larger
    /// so that it does not cut through a bucket that is not empty.
    /// </summary>
    internal (double Count, double Lost, double Threshold) GrowZeroBucket(double threshold)
    {
        while (true)
        {
            double count = _zero, lost = _zeroLost;
            var wanted = threshold;
            threshold = Swallow(_positive, threshold, ref count, ref lost);
            var afterPositive = threshold;
            threshold = Swallow(_negative, threshold, ref count, ref lost);
            if (threshold == afterPositive) return (count, lost, threshold);
            _ = wanted;
        }
    }

    internal SparseBuckets Positive(int schema) => _positive.Reduced(_schema, schema);

    internal SparseBuckets Negative(int schema) => _negative.Reduced(_schema, schema);

    private double Swallow(SparseBuckets side, double threshold, ref double count, ref double lost)
    {
        for (var i = 0; i < side.Length; i++)
        {
            if (BucketBounds.Exponential(side.Indexes[i] - 1, _schema) >= threshold) break;
            Kahan.Add(side.Counts[i], ref count, ref lost);
            Kahan.Add(side.Lost[i], ref count, ref lost);
            var upper = BucketBounds.Exponential(side.Indexes[i], _schema);
            if (upper <= threshold) continue;
            return side.Counts[i] != 0 ? upper : threshold;
        }

        return threshold;
    }

    private static (HistogramSum, HistogramSum) WithCommonZeroBucket(HistogramSum a, HistogramSum b)
    {
        while (a._zeroThreshold != b._zeroThreshold)
        {
            if (a._zeroThreshold > b._zeroThreshold) b = b.WithZeroThreshold(a._zeroThreshold);
            else a = a.WithZeroThreshold(b._zeroThreshold);
        }

        return (a, b);
    }

    private HistogramSum WithZeroThreshold(double wanted)
    {
        var (count, lost, threshold) = GrowZeroBucket(wanted);
        var result =
            With(_schema, threshold, _bounds, Outside(_positive, threshold), Outside(_negative, threshold));
        (result._zero, result._zeroLost) = (count, lost);
        return result;
    }

    private SparseBuckets Outside(SparseBuckets side, double threshold)
    {
        var from = 0;
        while (from < side.Length && BucketBounds.Exponential(side.Indexes[from] - 1, _schema) < threshold)
            from++;
        return side.Slice(from, side.Length - from);
    }

    private static (HistogramSum, HistogramSum) WithCommonBounds(HistogramSum a, HistogramSum b)
    {
        var common = BucketBounds.Intersect(a._bounds, b._bounds);
        return (a.With(a._schema, 0, common, a._positive.Rebound(a._bounds, common), SparseBuckets.Empty),
            b.With(b._schema, 0, common, b._positive.Rebound(b._bounds, common), SparseBuckets.Empty));
    }

    private HistogramSum Reduced(int schema) =>
        schema == _schema ? this : With(schema, _zeroThreshold, _bounds, Positive(schema), Negative(schema));

    private HistogramSum With(
        int schema, double zeroThreshold, double[] bounds, SparseBuckets positive, SparseBuckets negative) =>
        new(schema, zeroThreshold, bounds, positive, negative)
        {
            Hint = Hint,
            _zero = _zero,
            _zeroLost = _zeroLost,
            _count = _count,
            _countLost = _countLost,
            _sum = _sum,
            _sumLost = _sumLost,
        };

    private static (CounterResetHint Hint, bool Collided) Merge(CounterResetHint a, CounterResetHint b)
    {
        if (a == b || a == CounterResetHint.Gauge) return (a, false);
        if (b == CounterResetHint.Gauge) return (b, false);
        var collided = a != CounterResetHint.Unknown && b != CounterResetHint.Unknown;
        return (CounterResetHint.Unknown, collided);
    }
}
