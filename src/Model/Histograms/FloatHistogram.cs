namespace Hotaru.Model;

/// <summary>
/// A native histogram with absolute float counts in its buckets. Integer histograms are kept in the same
/// form.
/// <see cref="Schema"/> is -4 to 8 for exponential buckets (a growth of 2^(2^-schema)), and
/// <see cref="CustomBucketsSchema"/> for buckets whose upper bounds are <see cref="CustomValues"/>.
/// An instance that has left its maker is not changed any more.
/// </summary>
public sealed partial class FloatHistogram
{
    public const int CustomBucketsSchema = -53;

    public CounterResetHint CounterResetHint { get; set; }
    public int Schema { get; set; }
    public double ZeroThreshold { get; set; }
    public double ZeroCount { get; set; }
    public double Count { get; set; }
    public double Sum { get; set; }
    public HistogramSpan[] PositiveSpans { get; set; } = [];
    public HistogramSpan[] NegativeSpans { get; set; } = [];

    /// <summary>One count for each bucket of the spans, in their order.</summary>
    public double[] PositiveBuckets { get; set; } = [];
    public double[] NegativeBuckets { get; set; } = [];

    /// <summary>
    /// Upper bounds, strictly growing, without +Inf; empty unless the schema is custom buckets.
    /// </summary>
    public double[] CustomValues { get; set; } = [];

    public bool UsesCustomBuckets => Schema == CustomBucketsSchema;

    /// <summary>A histogram whose sum is the stale marker ends its series.</summary>
    public bool IsStale => StaleMarker.Is(Sum);

    public static FloatHistogram Stale() => new() { Sum = StaleMarker.Value };
}
