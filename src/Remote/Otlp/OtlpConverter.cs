using System.Text;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Makes samples of data points as Prometheus 3.14 does. What cannot be stored is refused by itself; the rest
/// of the request goes on. One for each request.
/// </summary>
internal sealed class OtlpConverter(OtlpModel model, RequestTarget target, DeltaRound deltas) : IOtlpVisitor
{
    /// <summary>target_info is repeated within a range of points so that every query finds it.</summary>
    private const ulong TargetInfoIntervalNs = 150_000_000_000;
    private const int MaxTargetInfos = 1000;
    private const int MaxExemplarRunes = 128;
    private readonly OtlpLabels _labels = new(model);
    private readonly LabelsBuilder _builder = new();
    private List<KeyValuePair<string, string>> _resource = [];
    private OtlpMetric _metric = new();
    private string _name = "";
    private string? _fault;
    private bool _isAddedUp;
    private string? _resourceFault;
    private ulong _firstNs;
    private ulong _lastNs;
    private int _storedBefore;

    public void BeginResource(List<KeyValuePair<string, string>> attributes)
    {
        (_resource, _firstNs, _lastNs) = (attributes, ulong.MaxValue, 0);
        _storedBefore = target.Samples + target.Histograms;
        _resourceFault = Try(() => _labels.Resource(attributes));
    }

    public void BeginScope(OtlpScope scope) => _resourceFault ??= Try(() => _labels.Scope(scope));

    public void BeginMetric(OtlpMetric metric)
    {
        _metric = metric;
        _isAddedUp = metric.IsDelta && model.Delta == OtlpDelta.Cumulative;
        if (_isAddedUp) metric.Temporality = OtlpMetric.Cumulative;
        _fault = _resourceFault ?? Temporality(metric) ?? Try(() => _name = MetricNamer.Build(metric, model));
        if (_fault is null)
        {
            target.Describe(
                _name, new MetricMetadata(metric.Type, metric.Description, UnitNamer.Build(metric.Unit)));
        }
    }

    public void Point(OtlpPoint point)
    {
        _firstNs = Math.Min(_firstNs, point.TimeNs);
        _lastNs = Math.Max(_lastNs, point.TimeNs);
        if (_fault is not null) Refuse(_fault, point);
        else if (Try(() => Convert(point)) is { } fault) Refuse(fault, point);
    }

    public void EndResource()
    {
        // A resource of which nothing was stored needs no description.
        if (target.Samples + target.Histograms == _storedBefore) return;
        Labels? labels = null;
        if (Try(() => labels = _labels.OfTarget(_resource)) is { } fault)
        {
            target.Refusals.Add(fault, Labels.Of(LabelNames.MetricName, "target_info"), 0);
            return;
        }

        if (labels is null) return;
        target.Describe("target_info", new MetricMetadata(MetricType.Gauge, "Target metadata", ""));
        var series = new ReceivedSeries(labels, null);
        var reference = series.Reference;
        var from = _firstNs;
        for (var i = 0; i < MaxTargetInfos && from < _lastNs; i++, from += TargetInfoIntervalNs)
            target.Sample(series, ref reference, (long)(from / 1_000_000), 1, 0);
        target.Sample(series, ref reference, (long)(_lastNs / 1_000_000), 1, 0);
    }

    private void Convert(OtlpPoint point)
    {
        var labels = _labels.Of(point.Attributes);
        if (_isAddedUp
            && deltas.Add(labels.With(LabelNames.MetricName, _name), _metric.Kind, point) is { } fault)
            throw new FormatException(fault);
        switch (_metric.Kind)
        {
            case OtlpKind.Gauge or OtlpKind.Sum:
                var exemplars = _metric.Kind == OtlpKind.Sum ? point.Exemplars : [];
                Append(labels, _name, point, point.Value, exemplars);
                break;
            case OtlpKind.Histogram when !model.ConvertHistogramsToNhcb:
                Classic(labels, point);
                break;
            case OtlpKind.Histogram:
                Append(labels, point, OtlpHistograms.Custom(point));
                break;
            case OtlpKind.ExponentialHistogram:
                Append(labels, point, point.Total ?? OtlpHistograms.Exponential(point));
                break;
            default:
                Summary(labels, point);
                break;
        }
    }

    private void Classic(Labels labels, OtlpPoint point)
    {
        if (point.Sum is { } sum) Append(labels, _name + "_sum", point, sum, []);
        Append(labels, _name + "_count", point, point.Count, []);
        ulong cumulative = 0;
        var next = 0;
        for (var i = 0; i < point.Bounds.Count && i < point.BucketCounts.Count; i++)
        {
            cumulative += point.BucketCounts[i];
            var from = next;
            while (next < point.Exemplars.Count && point.Exemplars[next].Value <= point.Bounds[i]) next++;
            Append(
                labels.With("le", GoFloat.Fixed(point.Bounds[i])), _name + "_bucket", point, cumulative,
                point.Exemplars[from..next]);
        }

        Append(labels.With("le", "+Inf"), _name + "_bucket", point, point.Count, point.Exemplars[next..]);
    }

    private void Summary(Labels labels, OtlpPoint point)
    {
        Append(labels, _name + "_sum", point, point.Sum ?? 0, []);
        Append(labels, _name + "_count", point, point.Count, []);
        foreach (var (quantile, value) in point.Quantiles)
            Append(labels.With("quantile", GoFloat.Fixed(quantile)), _name, point, value, []);
    }

    private void Append(
        Labels labels, string name, OtlpPoint point, double value, List<OtlpExemplar> exemplars)
    {
        var series = new ReceivedSeries(labels.With(LabelNames.MetricName, name), null);
        var reference = series.Reference;
        var stored = point.IsStale ? StaleMarker.Value : value;
        target.Sample(series, ref reference, point.TimeMs, stored, point.StartMs);
        Append(series, ref reference, exemplars);
    }

    private void Append(Labels labels, OtlpPoint point, FloatHistogram histogram)
    {
        if (_metric.IsDelta) histogram.CounterResetHint = CounterResetHint.Gauge;
        var series = new ReceivedSeries(labels.With(LabelNames.MetricName, _name), null);
        var reference = series.Reference;
        target.Histogram(
            series, ref reference,
            new DecodedHistogram(histogram, point.TimeMs, point.StartMs, HistogramCheck.Fault(histogram)));
        Append(series, ref reference, point.Exemplars);
    }

    private void Append(ReceivedSeries series, ref SeriesReference reference, List<OtlpExemplar> exemplars)
    {
        foreach (var exemplar in exemplars)
        {
            var timestampMs = (long)(exemplar.TimeNs / 1_000_000);
            target.Exemplar(
                series, ref reference, new Exemplar(LabelsOf(exemplar), exemplar.Value, timestampMs));
        }
    }

    /// <summary>Attributes beside the ids are left out where all of it together would be too long.</summary>
    private Labels LabelsOf(OtlpExemplar exemplar)
    {
        _builder.Reset();
        if (exemplar.TraceId.Length > 0) _builder.Set("trace_id", exemplar.TraceId);
        if (exemplar.SpanId.Length > 0) _builder.Set("span_id", exemplar.SpanId);
        var runes = exemplar.TraceId.Length + exemplar.SpanId.Length
            + (exemplar.TraceId.Length > 0 ? 8 : 0) + (exemplar.SpanId.Length > 0 ? 7 : 0);
        foreach (var (name, value) in exemplar.Attributes) runes += Runes(name) + Runes(value);
        if (runes > MaxExemplarRunes) return _builder.Build();
        foreach (var (name, value) in exemplar.Attributes)
        {
            if (name.Length > 0) _builder.Set(name, value);
        }

        return _builder.Build();
    }

    private static int Runes(string text) => text.EnumerateRunes().Count();

    private string? Temporality(OtlpMetric metric)
    {
        if (metric.Kind == OtlpKind.None) return "a metric without data, or of a kind that is not known";
        if (!metric.HasTemporality || metric.Temporality == OtlpMetric.Cumulative) return null;
        if (metric.Temporality != OtlpMetric.Delta)
            return "invalid temporality and type combination: neither cumulative nor delta";
        return model.Delta == OtlpDelta.Native
            ? null
            : "invalid temporality and type combination: delta temporality is not accepted; let the sender "
            + "export cumulative metrics, or set otlp_delta to cumulative";
    }

    private void Refuse(string reason, OtlpPoint point)
    {
        var name = _metric.Name.Length > 0 ? _metric.Name : "(no name)";
        target.Refusals.Add(reason, Labels.Of(LabelNames.MetricName, name), point.TimeMs);
    }

    private static string? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
