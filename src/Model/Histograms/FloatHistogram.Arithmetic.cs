namespace Hotaru.Model;

/// <summary>
/// Sums, differences and multiples. Every operation gives a new histogram without empty buckets.
/// </summary>
public sealed partial class FloatHistogram
{
    /// <summary>The sum, or null where exponential and custom buckets would mix.</summary>
    public HistogramSum? Plus(FloatHistogram other) => HistogramSum.From(this).Plus(other);

    public HistogramSum? Minus(FloatHistogram other) => HistogramSum.From(this).Plus(other, -1);

    /// <summary>Every count and the sum times a factor; a negative one makes a gauge of it.</summary>
    public FloatHistogram Times(double factor)
    {
        var result = Map(c => c * factor);
        if (factor < 0) result.CounterResetHint = CounterResetHint.Gauge;
        return result;
    }

    /// <summary>Every count and the sum divided by a number; by zero no buckets are left.</summary>
    public FloatHistogram DividedBy(double divisor)
    {
        var result = Map(c => c / divisor);
        if (divisor == 0)
        {
            result.PositiveSpans = result.NegativeSpans = [];
            result.PositiveBuckets = result.NegativeBuckets = [];
        }

        if (divisor < 0) result.CounterResetHint = CounterResetHint.Gauge;
        return result;
    }

    /// <summary>The same with a coarser schema.</summary>
    public FloatHistogram ReducedTo(int schema)
    {
        if (schema >= Schema || UsesCustomBuckets) return this;
        var (positiveSpans, positiveBuckets) = SparseBuckets.From(PositiveSpans, PositiveBuckets)
            .Reduced(Schema, schema).ToSpans();
        var (negativeSpans, negativeBuckets) = SparseBuckets.From(NegativeSpans, NegativeBuckets)
            .Reduced(Schema, schema).ToSpans();
        var result = WithHint(CounterResetHint.Unknown);
        result.Schema = schema;
        (result.PositiveSpans, result.PositiveBuckets) = (positiveSpans, positiveBuckets);
        (result.NegativeSpans, result.NegativeBuckets) = (negativeSpans, negativeBuckets);
        return result;
    }

    /// <summary>The same without empty buckets.</summary>
    public FloatHistogram Compacted()
    {
        var result = WithHint(CounterResetHint);
        (result.PositiveSpans, result.PositiveBuckets) =
            SparseBuckets.From(PositiveSpans, PositiveBuckets).ToSpans();
        (result.NegativeSpans, result.NegativeBuckets) =
            SparseBuckets.From(NegativeSpans, NegativeBuckets).ToSpans();
        return result;
    }

    /// <summary>A shallow copy with another hint.</summary>
    public FloatHistogram WithHint(CounterResetHint hint)
    {
        var copy = (FloatHistogram)MemberwiseClone();
        copy.CounterResetHint = hint;
        return copy;
    }

    private FloatHistogram Map(Converter<double, double> change)
    {
        var result = WithHint(CounterResetHint);
        result.ZeroCount = change(ZeroCount);
        result.Count = change(Count);
        result.Sum = change(Sum);
        result.PositiveBuckets = Array.ConvertAll(PositiveBuckets, change);
        result.NegativeBuckets = Array.ConvertAll(NegativeBuckets, change);
        return result.Compacted();
    }
}
