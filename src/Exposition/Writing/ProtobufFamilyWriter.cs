using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Delimited io.prometheus.client.MetricFamily messages; see <see cref="WireFamily"/> for the fields.
/// </summary>
internal static class ProtobufFamilyWriter
{
    [ThreadStatic]
    private static WireWriter? _shared;

    public static void Write(MetricFamily family, EscapingScheme scheme, IBufferWriter<byte> output)
    {
        var wire = _shared ??= new WireWriter();
        wire.Clear();
        // The delimiter is the length alone, so the message is written as if it were a field and its tag is
        // dropped.
        var start = wire.Begin(1);
        wire.WriteText(1, NameEscaping.Escape(family.Name, scheme));
        if (family.Help.Length > 0) wire.WriteText(2, family.Help);
        wire.WriteVarint(3, TypeNumber(family.Type));
        foreach (var metric in family.Metrics) WriteMetric(wire, family.Type, metric, scheme);
        if (family.Unit.Length > 0) wire.WriteText(5, family.Unit);
        wire.End(start);
        output.Write(wire.Written[1..]);
    }

    private static void WriteMetric(WireWriter wire, MetricType type, Metric metric, EscapingScheme scheme)
    {
        var start = wire.Begin(4);
        foreach (var label in metric.Labels)
            wire.WriteLabel(1, NameEscaping.Escape(label.Name, scheme), label.Value);
        switch (metric)
        {
            case ValueMetric value: WriteValue(wire, type, value); break;
            case SummaryMetric summary: WriteSummary(wire, summary); break;
            case HistogramMetric histogram: HistogramWriter.Write(wire, histogram); break;
        }

        if (metric.TimestampMs is { } timestampMs) wire.WriteVarint(6, (ulong)timestampMs);
        wire.End(start);
    }

    private static void WriteValue(WireWriter wire, MetricType type, ValueMetric metric)
    {
        var start = wire.Begin(type switch
        {
            MetricType.Counter => 3,
            MetricType.Gauge or MetricType.Info or MetricType.StateSet => 2,
            _ => 5,
        });
        wire.WriteDouble(1, metric.Value);
        if (type == MetricType.Counter)
        {
            if (metric.Exemplar is not null) HistogramWriter.WriteExemplar(wire, 2, metric.Exemplar);
            if (metric.CreatedMs is { } createdMs) wire.WriteTime(3, createdMs);
        }

        wire.End(start);
    }

    private static void WriteSummary(WireWriter wire, SummaryMetric metric)
    {
        var start = wire.Begin(4);
        wire.WriteVarint(1, (ulong)metric.Count);
        wire.WriteDouble(2, metric.Sum);
        foreach (var (quantile, value) in metric.Quantiles)
        {
            var part = wire.Begin(3);
            wire.WriteDouble(1, quantile);
            wire.WriteDouble(2, value);
            wire.End(part);
        }

        if (metric.CreatedMs is { } createdMs) wire.WriteTime(4, createdMs);
        wire.End(start);
    }

    private static ulong TypeNumber(MetricType type) => type switch
    {
        MetricType.Counter => 0,
        MetricType.Gauge or MetricType.Info or MetricType.StateSet => 1,
        MetricType.Summary => 2,
        MetricType.Histogram => 4,
        MetricType.GaugeHistogram => 5,
        _ => 3,
    };
}
