using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// The numbers of metric types, which are the same in both versions and in <see cref="MetricType"/>.
/// </summary>
internal static class MetricTypes
{
    public static MetricType FromNumber(ulong number) =>
        number <= (ulong)MetricType.StateSet ? (MetricType)number : MetricType.Unknown;

    /// <summary>The family a series belongs to: without the suffixes of histograms and summaries.</summary>
    public static string Family(string metricName, MetricType type)
    {
        if (type is not (
            MetricType.Histogram or MetricType.GaugeHistogram or MetricType.Summary)) return metricName;
        foreach (var suffix in (ReadOnlySpan<string>)["_bucket", "_count", "_sum"])
        {
            if (metricName.EndsWith(suffix, StringComparison.Ordinal)) return metricName[..^suffix.Length];
        }

        return metricName;
    }
}
