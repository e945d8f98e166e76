using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// OpenMetrics 1.0. A counter's family is named without _total and its samples with it, whatever the name
/// was; an untyped family is of type unknown; _created lines are written where a start is known.
/// </summary>
internal static class OpenMetricsFamilyWriter
{
    public static void Write(MetricFamily family, EscapingScheme scheme, IBufferWriter<byte> writer)
    {
        var name = NameEscaping.Escape(family.Name, scheme);
        if (family.Type == MetricType.Counter && name.EndsWith("_total", StringComparison.Ordinal))
            name = name[..^6];
        else if (family.Type == MetricType.Info && name.EndsWith("_info", StringComparison.Ordinal))
            name = name[..^5];
        var output = new Utf8Output(writer);
        WriteMetadata(ref output, family, name);
        foreach (var metric in family.Metrics) WriteMetric(ref output, family.Type, name, metric, scheme);
        output.Flush();
    }

    private static void WriteMetadata(ref Utf8Output output, MetricFamily family, string name)
    {
        if (family.Help.Length > 0)
        {
            SampleLine.WriteMetadata(ref output, "HELP"u8, name);
            output.WriteEscaped(family.Help, quotes: true);
            output.Write((byte)'\n');
        }

        SampleLine.WriteMetadata(ref output, "TYPE"u8, name);
        output.Write(TypeName(family.Type));
        output.Write((byte)'\n');
        if (family.Unit.Length == 0 || !name.EndsWith("_" + family.Unit, StringComparison.Ordinal)) return;
        SampleLine.WriteMetadata(ref output, "UNIT"u8, name);
        output.Write(family.Unit);
        output.Write((byte)'\n');
    }

    private static void WriteMetric(
        ref Utf8Output output, MetricType type, string name, Metric metric, EscapingScheme scheme)
    {
        switch (metric)
        {
            case ValueMetric value:
                var suffix = type == MetricType.Counter ? "_total" : type == MetricType.Info ? "_info" : "";
                WriteLine(ref output, name, suffix, metric, scheme, value.Value, value.Exemplar);
                break;
            case SummaryMetric summary:
                foreach (var (quantile, value) in summary.Quantiles)
                    WriteLine(ref output, name, "", metric, scheme, value, null, LabelNames.Quantile,
                        quantile);
                WriteLine(ref output, name, "_sum", metric, scheme, summary.Sum, null);
                WriteLine(ref output, name, "_count", metric, scheme, summary.Count, null);
                break;
            case HistogramMetric histogram:
                WriteHistogram(ref output, type, name, histogram, scheme);
                break;
        }

        if (metric.CreatedMs is { } createdMs
            && type is MetricType.Counter or MetricType.Summary or MetricType.Histogram)
            WriteLine(ref output, name, "_created", metric, scheme, createdMs / 1000.0, null);
    }

    private static void WriteHistogram(
        ref Utf8Output output, MetricType type, string name, HistogramMetric metric, EscapingScheme scheme)
    {
        var isInfinityThere = false;
        foreach (var bucket in metric.Buckets)
        {
            WriteLine(
                ref output, name, "_bucket", metric, scheme, bucket.CumulativeCount, bucket.Exemplar,
                LabelNames.Bucket, bucket.UpperBound);
            isInfinityThere |= double.IsPositiveInfinity(bucket.UpperBound);
        }

        if (!isInfinityThere)
        {
            WriteLine(
                ref output, name, "_bucket", metric, scheme, metric.Count, null, LabelNames.Bucket,
                double.PositiveInfinity);
        }

        var isGauge = type == MetricType.GaugeHistogram;
        WriteLine(ref output, name, isGauge ? "_gsum" : "_sum", metric, scheme, metric.Sum, null);
        WriteLine(ref output, name, isGauge ? "_gcount" : "_count", metric, scheme, metric.Count, null);
    }

    private static void WriteLine(
        ref Utf8Output output, string name, string suffix, Metric metric, EscapingScheme scheme, double value,
        Exemplar? exemplar, string extraName = "", double extraValue = 0)
    {
        SampleLine.WriteSeries(
            ref output, name, suffix, metric.Labels, scheme, extraName, extraValue, openMetricsFloats: true);
        output.Write((byte)' ');
        output.WriteOpenMetricsFloat(value);
        if (metric.TimestampMs is { } timestampMs) WriteSeconds(ref output, timestampMs);
        if (exemplar is not null) WriteExemplar(ref output, exemplar, scheme);
        output.Write((byte)'\n');
    }

    private static void WriteExemplar(ref Utf8Output output, Exemplar exemplar, EscapingScheme scheme)
    {
        output.Write(" # {"u8);
        var isFirst = true;
        foreach (var label in exemplar.Labels)
        {
            if (!isFirst) output.Write((byte)',');
            isFirst = false;
            SampleLine.WriteLabel(ref output, label, scheme);
        }

        output.Write("} "u8);
        output.WriteOpenMetricsFloat(exemplar.Value);
        if (exemplar.TimestampMs is { } timestampMs) WriteSeconds(ref output, timestampMs);
    }

    private static void WriteSeconds(ref Utf8Output output, long timestampMs)
    {
        output.Write((byte)' ');
        output.WriteOpenMetricsFloat(timestampMs / 1000.0);
    }

    private static ReadOnlySpan<byte> TypeName(MetricType type) => type switch
    {
        MetricType.Counter => "counter"u8,
        MetricType.Gauge => "gauge"u8,
        MetricType.Histogram => "histogram"u8,
        MetricType.GaugeHistogram => "gaugehistogram"u8,
        MetricType.Summary => "summary"u8,
        MetricType.Info => "info"u8,
        MetricType.StateSet => "stateset"u8,
        _ => "unknown"u8,
    };
}
