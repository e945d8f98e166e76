using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Delimited io.prometheus.client.MetricFamily messages into families. Of two with the same name the last
/// counts, as Pushgateway has it.
/// </summary>
internal sealed class ProtobufFamilyReader(ReadOnlyMemory<byte> body)
{
    private readonly WireFamily _wire = new();
    private readonly WireMetric _metric = new();

    public IReadOnlyList<MetricFamily> Read()
    {
        var text = body.Span;
        var families = new OrderedDictionary<string, MetricFamily>(StringComparer.Ordinal);
        var reader = new WireReader(text, 0, text.Length);
        while (!reader.AtEnd)
        {
            _wire.Read(reader.Enter(reader.ReadRange()));
            var family = ToFamily(text);
            families[family.Name] = family;
        }

        return [.. families.Values];
    }

    private MetricFamily ToFamily(ReadOnlySpan<byte> text)
    {
        var name = WireText.Get(text, _wire.Name, "metric name");
        var metrics = new Metric[_wire.Metrics.Count];
        for (var i = 0; i < metrics.Length; i++)
        {
            var place = _wire.Metrics[i];
            _metric.Read(new WireReader(text, place.Start, place.End));
            if (_metric.Holds != Holder)
                throw Inconsistent($"a metric of {GoText.Quote(name)} is not of its family's type",
                    place.Start);
            long? createdMs = _metric.StartMs is 0 ? null : _metric.StartMs;
            metrics[i] = ToMetric(text, place.Start) with { CreatedMs = createdMs };
        }

        return new MetricFamily(
            name, _wire.Type, WireText.Get(text, _wire.Help, "help text"),
            WireText.Get(text, _wire.Unit, "unit"), metrics);
    }

    /// <summary>The field of a metric that belongs to the family's type.</summary>
    private MetricType Holder => _wire.Type == MetricType.GaugeHistogram ? MetricType.Histogram : _wire.Type;

    private Metric ToMetric(ReadOnlySpan<byte> text, int offset)
    {
        var labels = ToLabels(text, offset);
        switch (_wire.Type)
        {
            case MetricType.Summary:
                var summary = _metric.Summary;
                return new SummaryMetric(
                    labels, summary.Count, Normal(summary.Sum), summary.Quantiles.ToArray(),
                    _metric.TimestampMs);
            case MetricType.Histogram or MetricType.GaugeHistogram:
                return ToHistogram(text, labels, offset);
            default:
                return new ValueMetric(labels, Normal(_metric.Value), _metric.TimestampMs)
                {
                    Exemplar = _metric.Exemplar?.ToExemplar(text),
                };
        }
    }

    private HistogramMetric ToHistogram(ReadOnlySpan<byte> text, Labels labels, int offset)
    {
        var histogram = _metric.Histogram;
        var buckets = new HistogramBucket[histogram.Buckets.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            var (bound, count, exemplar) = histogram.Buckets[i];
            buckets[i] = new HistogramBucket(bound, count, exemplar?.ToExemplar(text));
        }

        var exemplars = new Exemplar[histogram.Exemplars.Count];
        for (var i = 0; i < exemplars.Length; i++) exemplars[i] = histogram.Exemplars[i].ToExemplar(text);
        return new HistogramMetric(labels, histogram.Count, Normal(histogram.Sum), buckets,
            _metric.TimestampMs)
        {
            Native = histogram.IsNative
                ? histogram.ToNative(_wire.Type == MetricType.GaugeHistogram, offset) : null,
            Exemplars = exemplars,
        };
    }

    private Labels ToLabels(ReadOnlySpan<byte> text, int offset)
    {
        var labels = new LabelsBuilder();
        foreach (var label in _metric.Labels)
        {
            var name = WireText.Get(text, label.Name, "label name");
            if (labels.Has(name)) throw Inconsistent($"label {GoText.Quote(name)} comes twice", offset);
            labels.Keep(name, WireText.Get(text, label.Value, "label value"));
        }

        return labels.Build();
    }

    private static ExpositionException Inconsistent(string what, int offset) =>
        new(what, 0, offset) { IsInconsistent = true };

    private static double Normal(double value) =>
        double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits) : value;
}
