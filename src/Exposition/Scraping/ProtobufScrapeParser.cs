using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Delimited io.prometheus.client.MetricFamily messages, laid out flat: a classic histogram or a summary
/// becomes the samples that the text form has, a native histogram one sample.
/// </summary>
internal sealed class ProtobufScrapeParser(ReadOnlyMemory<byte> body, ScrapeParserOptions options)
    : ScrapeParser
{
    private readonly WireFamily _family = new();
    private readonly WireMetric _metric = new();
    private readonly FlatMetric _flat = new();
    private readonly SeriesBytes _series = new();
    private int _position;
    private int _nextMetric;
    private int _nextExemplar;
    private bool _isNative;

    public override ReadOnlySpan<byte> Series => _series.Span;

    public override ReadOnlySpan<byte> FamilyBytes => _family.Name.Of(body.Span);

    public override ReadOnlySpan<byte> TextBytes =>
        (Kind == EntryKind.Unit ? _family.Unit : _family.Help).Of(body.Span);

    public override bool Next()
    {
        _nextExemplar = 0;
        switch (Kind)
        {
            case EntryKind.Help when _family.Unit.Length > 0:
                Kind = EntryKind.Unit;
                return true;
            case EntryKind.Help or EntryKind.Unit:
                Kind = EntryKind.Type;
                return true;
            case EntryKind.None:
                return NextFamily();
            default:
                return NextSample() || NextFamily();
        }
    }

    public override string ReadFamily() => WireText.Get(body.Span, _family.Name, "metric name");

    public override string ReadText() =>
        Kind == EntryKind.Unit
            ? WireText.Get(body.Span, _family.Unit, "unit")
            : WireText.Get(body.Span, _family.Help, "help text");

    public override Labels ReadLabels()
    {
        var text = body.Span;
        var labels = new LabelsBuilder();
        foreach (var label in _metric.Labels)
        {
            var name = WireText.Get(text, label.Name, "label name");
            if (labels.Has(name)) throw Error($"label {GoText.Quote(name)} comes twice");
            labels.Keep(name, WireText.Get(text, label.Value, "label value"));
        }

        if (labels.Has(LabelNames.MetricName)) throw Error("the metric has a label __name__");
        labels.Keep(LabelNames.MetricName, ReadFamily() + _flat.Suffix);
        if (_flat.ExtraLabel.Length > 0 && labels.Has(_flat.ExtraLabel))
            throw Error($"label {GoText.Quote(_flat.ExtraLabel)} comes twice");
        if (_flat.ExtraLabel.Length > 0)
            labels.Keep(_flat.ExtraLabel, FloatText.OpenMetrics(_flat.ExtraValue));
        return labels.Build();
    }

    public override Exemplar? NextExemplar()
    {
        if (Kind == EntryKind.Histogram) return NextHistogramExemplar();
        if (Kind != EntryKind.Sample || _nextExemplar++ > 0) return null;
        return _flat.Exemplar?.ToExemplar(body.Span);
    }

    public override long ReadStartTimestampMs() =>
        Kind is EntryKind.Sample or EntryKind.Histogram ? _metric.StartMs : 0;

    private bool NextFamily()
    {
        var text = body.Span;
        do
        {
            if (_position >= text.Length)
            {
                Kind = EntryKind.None;
                return false;
            }

            var reader = new WireReader(text, _position, text.Length);
            var message = reader.ReadRange();
            _position = reader.Position;
            _family.Read(reader.Enter(message));
        }
        while (_family.Metrics.Count == 0);

        if (_family.Name.Length == 0) throw Error("the metric family has no name");
        ReadFamily();
        WireText.Get(text, _family.Help, "help text");
        (Type, Kind, _nextMetric) = (_family.Type, EntryKind.Help, 0);
        _flat.End();
        return true;
    }

    /// <summary>
    /// The next sample of the metric, or the first of the next metric; false at the end of the family.
    /// </summary>
    private bool NextSample()
    {
        while (!_flat.Next())
        {
            if (_nextMetric == _family.Metrics.Count) return false;
            StartMetric(_family.Metrics[_nextMetric++]);
            if (_isNative) return YieldNative();
        }

        Kind = EntryKind.Sample;
        Value = double.IsNaN(_flat.Value)
            ? BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits) : _flat.Value;
        _series.Set(body.Span, _family.Name, _flat.Suffix, _metric.Labels, _flat.ExtraLabel,
            _flat.ExtraValue);
        return true;
    }

    private void StartMetric(WireRange place)
    {
        _metric.Read(new WireReader(body.Span, place.Start, place.End));
        // 0 is how a message says that there is no timestamp.
        TimestampMs = _metric.TimestampMs is 0 ? null : _metric.TimestampMs;
        var isHistogram = Type is MetricType.Histogram or MetricType.GaugeHistogram;
        _isNative = isHistogram && !options.IgnoreNativeHistograms && _metric.Histogram.IsNative;
        var isClassic = !_isNative
            || (options.AlwaysClassicHistograms && _metric.Histogram.Buckets.Count > 0);
        if (isClassic) _flat.Start(_metric, Type);
        else _flat.End();
    }

    private bool YieldNative()
    {
        Histogram = _metric.Histogram.ToNative(Type == MetricType.GaugeHistogram, _position);
        Kind = EntryKind.Histogram;
        _series.Set(body.Span, _family.Name, "", _metric.Labels, "", 0);
        return true;
    }

    /// <summary>
    /// Those of the histogram, else those of its buckets; without a timestamp they cannot be placed.
    /// </summary>
    private Exemplar? NextHistogramExemplar()
    {
        var own = _metric.Histogram.Exemplars;
        var count = own.Count > 0 ? own.Count : _metric.Histogram.Buckets.Count;
        while (_nextExemplar < count)
        {
            var i = _nextExemplar++;
            var exemplar = own.Count > 0 ? own[i] : _metric.Histogram.Buckets[i].Exemplar;
            if (exemplar is { TimestampMs: not null }) return exemplar.Value.ToExemplar(body.Span);
        }

        return null;
    }

    private ExpositionException Error(string what) => new(what, 0, _position);
}
