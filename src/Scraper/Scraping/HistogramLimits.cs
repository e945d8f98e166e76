using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// Makes native histograms as coarse as the job wants them: native_histogram_min_bucket_factor and
/// native_histogram_bucket_limit.
/// </summary>
internal sealed class HistogramLimits(ScrapeModel job)
{
    private const int MinSchema = -4;
    private const int MaxSchema = 8;
    private readonly int _maxSchema = SchemaOf(job.NativeHistogramMinBucketFactor);

    /// <exception cref="ScrapeException">It has too many buckets in the coarsest form.</exception>
    public FloatHistogram Apply(FloatHistogram histogram)
    {
        if (!histogram.UsesCustomBuckets && histogram.Schema > _maxSchema)
            histogram = histogram.ReducedTo(_maxSchema);
        var limit = job.Limits.NativeHistogramBuckets;
        while (limit > 0 && histogram.PositiveBuckets.Length + histogram.NegativeBuckets.Length > limit)
        {
            if (histogram.UsesCustomBuckets || histogram.Schema <= MinSchema)
                throw new ScrapeException("histogram bucket limit exceeded");
            histogram = histogram.ReducedTo(histogram.Schema - 1);
        }

        return histogram;
    }

    /// <summary>The finest schema whose buckets grow by the factor at least; 0 asks for none.</summary>
    internal static int SchemaOf(double factor)
    {
        if (factor == 0) return MaxSchema;
        var finest = Math.Floor(-Math.Log2(Math.Log2(factor <= 1 ? 1.00271 : factor)));
        return (int)Math.Clamp(finest, MinSchema, MaxSchema);
    }
}
