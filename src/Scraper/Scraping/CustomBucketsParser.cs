using System.Text;
using Hotaru.Exposition;
using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>
/// convert_classic_histograms_to_nhcb: hands on what another parser reads, and makes one native histogram
/// with custom buckets of the classic series of each. The classic series are left out unless they are wanted
/// too; a histogram that came in native form as well is not converted.
/// </summary>
internal sealed class CustomBucketsParser(ScrapeParser inner, bool keepsClassic) : ScrapeParser
{
    private readonly Dictionary<Labels, ClassicHistogram> _open = [];
    private readonly Queue<(Labels Labels, ClassicHistogram Source, FloatHistogram Value)> _ready = new();
    private readonly HashSet<Labels> _native = [];
    private string _family = "";
    private bool _isHistogram;
    private bool _isGauge;
    private bool _atEnd;
    private (Labels Labels, ClassicHistogram Source, FloatHistogram Value)? _current;
    private byte[] _series = [];
    private int _nextExemplar;

    public override ReadOnlySpan<byte> Series => _current is null ? inner.Series : _series;

    public override ReadOnlySpan<byte> FamilyBytes => inner.FamilyBytes;

    public override ReadOnlySpan<byte> TextBytes => inner.TextBytes;

    public override bool Next()
    {
        while (true)
        {
            if (_ready.TryDequeue(out var made)) return Yield(made);
            _current = null;
            if (_atEnd) return false;
            if (!inner.Next())
            {
                _atEnd = true;
                Close();
                continue;
            }

            if (!Look()) continue;
            (Kind, Value, TimestampMs) = (inner.Kind, inner.Value, inner.TimestampMs);
            (Histogram, Type) = (inner.Histogram, inner.Type);
            return true;
        }
    }

    public override Labels ReadLabels() => _current?.Labels ?? inner.ReadLabels();

    public override Exemplar? NextExemplar()
    {
        if (_current is not { } current) return inner.NextExemplar();
        return _nextExemplar < current.Source.Exemplars.Count
            ? current.Source.Exemplars[_nextExemplar++]
            : null;
    }

    public override long ReadStartTimestampMs() => _current?.Source.StartMs ?? inner.ReadStartTimestampMs();

    public override string ReadFamily() => inner.ReadFamily();

    public override string ReadText() => inner.ReadText();

    private bool Yield((Labels Labels, ClassicHistogram Source, FloatHistogram Value) made)
    {
        _current = made;
        _nextExemplar = 0;
        _series = Encoding.UTF8.GetBytes("nhcb " + made.Labels);
        (Kind, Histogram, TimestampMs) = (EntryKind.Histogram, made.Value, made.Source.TimestampMs);
        Type = MetricType.Histogram;
        return true;
    }

    /// <summary>Takes note of the entry; false where it is not to be handed on.</summary>
    private bool Look()
    {
        switch (inner.Kind)
        {
            case EntryKind.Type:
                Close();
                _family = inner.ReadFamily();
                _isHistogram = inner.Type is MetricType.Histogram or MetricType.GaugeHistogram;
                _isGauge = inner.Type == MetricType.GaugeHistogram;
                return true;
            case EntryKind.Histogram:
                _native.Add(inner.ReadLabels());
                return true;
            case EntryKind.Sample when _isHistogram:
                return !TryTake() || keepsClassic;
            default:
                return true;
        }
    }

    private bool TryTake()
    {
        var labels = inner.ReadLabels();
        var name = labels.MetricName;
        if (!name.StartsWith(_family, StringComparison.Ordinal)) return false;
        var suffix = name[_family.Length..];
        if (suffix is not ("_bucket" or "_count" or "_sum")) return false;
        var key = new LabelsBuilder(labels).Set(LabelNames.MetricName, _family).Remove("le").Build();
        if (!_open.TryGetValue(key, out var histogram)) _open[key] = histogram = new ClassicHistogram();
        if (!histogram.Take(
            suffix, labels["le"], inner.Value, inner.TimestampMs, inner.ReadStartTimestampMs())) return false;
        // Where the classic series are handed on, their exemplars go with them.
        while (!keepsClassic && inner.NextExemplar() is { } exemplar) histogram.Exemplars.Add(exemplar);
        return true;
    }

    private void Close()
    {
        foreach (var (labels, histogram) in _open)
        {
            if (_native.Contains(labels)) continue;
            if (histogram.ToCustom(_isGauge) is { } value)
                _ready.Enqueue((labels, histogram, value));
        }

        _open.Clear();
        _native.Clear();
    }
}
