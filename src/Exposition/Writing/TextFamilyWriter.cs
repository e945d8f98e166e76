using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Text 0.0.4. Header and metrics are apart so that several groups can share a header.</summary>
public static class TextFamilyWriter
{
    /// <summary>HELP (left out where it is empty) and TYPE.</summary>
    public static void WriteHeader(
        string family, MetricType type, string help, EscapingScheme scheme, IBufferWriter<byte> writer)
    {
        var name = NameEscaping.Escape(family, scheme);
        var output = new Utf8Output(writer);
        if (help.Length > 0)
        {
            SampleLine.WriteMetadata(ref output, "HELP"u8, name);
            output.WriteEscaped(help, quotes: false);
            output.Write((byte)'\n');
        }

        SampleLine.WriteMetadata(ref output, "TYPE"u8, name);
        output.Write(TypeName(type));
        output.Write((byte)'\n');
        output.Flush();
    }

    public static void WriteMetrics(MetricFamily family, EscapingScheme scheme, IBufferWriter<byte> writer)
    {
        var name = NameEscaping.Escape(family.Name, scheme);
        var output = new Utf8Output(writer);
        foreach (var metric in family.Metrics)
        {
            switch (metric)
            {
                case ValueMetric value:
                    WriteLine(ref output, name, "", value, scheme, value.Value);
                    break;
                case SummaryMetric summary:
                    WriteSummary(ref output, name, summary, scheme);
                    break;
                case HistogramMetric histogram:
                    WriteHistogram(ref output, name, histogram, scheme);
                    break;
            }
        }

        output.Flush();
    }

    private static void WriteSummary(ref Utf8Output output, string name, SummaryMetric metric,
        EscapingScheme scheme)
    {
        foreach (var (quantile, value) in metric.Quantiles)
            WriteLine(ref output, name, "", metric, scheme, value, LabelNames.Quantile, quantile);
        WriteLine(ref output, name, "_sum", metric, scheme, metric.Sum);
        WriteLine(ref output, name, "_count", metric, scheme, metric.Count);
    }

    private static void WriteHistogram(
        ref Utf8Output output, string name, HistogramMetric metric, EscapingScheme scheme)
    {
        var isInfinityThere = false;
        foreach (var bucket in metric.Buckets)
        {
            WriteLine(
                ref output, name, "_bucket", metric, scheme, bucket.CumulativeCount, LabelNames.Bucket,
                bucket.UpperBound);
            isInfinityThere |= double.IsPositiveInfinity(bucket.UpperBound);
        }

        if (!isInfinityThere)
        {
            WriteLine(
                ref output, name, "_bucket", metric, scheme, metric.Count, LabelNames.Bucket,
                double.PositiveInfinity);
        }

        WriteLine(ref output, name, "_sum", metric, scheme, metric.Sum);
        WriteLine(ref output, name, "_count", metric, scheme, metric.Count);
    }

    private static void WriteLine(
        ref Utf8Output output, string name, string suffix, Metric metric, EscapingScheme scheme, double value,
        string extraName = "", double extraValue = 0)
    {
        SampleLine.WriteSeries(ref output, name, suffix, metric.Labels, scheme, extraName, extraValue);
        output.Write((byte)' ');
        output.WriteFloat(value);
        if (metric.TimestampMs is { } timestampMs)
        {
            output.Write((byte)' ');
            output.WriteInteger(timestampMs);
        }

        output.Write((byte)'\n');
    }

    /// <summary>The older format knows five types: an info or a state set is a gauge there.</summary>
    private static ReadOnlySpan<byte> TypeName(MetricType type) => type switch
    {
        MetricType.Counter => "counter"u8,
        MetricType.Gauge or MetricType.Info or MetricType.StateSet => "gauge"u8,
        MetricType.Histogram or MetricType.GaugeHistogram => "histogram"u8,
        MetricType.Summary => "summary"u8,
        _ => "untyped"u8,
    };
}
