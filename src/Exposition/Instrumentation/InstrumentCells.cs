using System.Diagnostics.Metrics;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>What one instrument has measured, a cell for each set of tags.</summary>
internal sealed class InstrumentCells
{
    /// <summary>
    /// More sets of tags than this are a mistake of the one who counts; they share no cell and are dropped.
    /// </summary>
    public const int MostCells = 1000;

    private static readonly double[] DefaultBounds =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _lock = new();
    private readonly double[]? _bounds;
    private readonly bool _isObserved;
    private readonly bool _sets;
    private MeasurementCell[] _cells = [];

    public InstrumentCells(Instrument instrument)
    {
        Type = instrument switch
        {
            Counter<long> or Counter<int> or Counter<double> => MetricType.Counter,
            ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> =>
                MetricType.Counter,
            Histogram<long> or Histogram<int> or Histogram<double> => MetricType.Histogram,
            _ => MetricType.Gauge,
        };
        _isObserved = instrument.IsObservable;
        // An up-down counter adds, a gauge sets; both are gauges to a reader.
        _sets = _isObserved || instrument is Gauge<long> or Gauge<int> or Gauge<double>;
        _bounds = Type == MetricType.Histogram ? Bounds(instrument) : null;
        Name = NameOf(instrument.Name, Type);
        Help = instrument.Description ?? "";
    }

    public string Name { get; }

    public string Help { get; }

    public MetricType Type { get; }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } cell) return;
        lock (cell)
        {
            if (_bounds is not null) cell.Observe(value, _bounds);
            else if (_sets) cell.Value = value;
            else cell.Value += value;
        }
    }

    /// <summary>Observable instruments tell everything anew at each collection.</summary>
    public void ClearObserved()
    {
        if (!_isObserved) return;
        lock (_lock) _cells = [];
    }

    public IEnumerable<Metric> Metrics()
    {
        foreach (var cell in _cells)
        {
            lock (cell) yield return cell.ToMetric(_bounds);
        }
    }

    private MeasurementCell? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var cell in _cells)
        {
            if (cell.Has(tags)) return cell;
        }

        lock (_lock)
        {
            foreach (var cell in _cells)
            {
                if (cell.Has(tags)) return cell;
            }

            if (_cells.Length == MostCells) return null;
            var added = new MeasurementCell(tags.ToArray(), _bounds?.Length + 1 ?? 0);
            _cells = [.. _cells, added];
            return added;
        }
    }

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } =>
            [.. bounds.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        _ => DefaultBounds,
    };

    private static string NameOf(string name, MetricType type)
    {
        var text = new StringBuilder(name.Length + 6);
        foreach (var c in name) text.Append(char.IsAsciiLetterOrDigit(c) || c == ':' ? c : '_');
        if (type == MetricType.Counter && !name.EndsWith("_total", StringComparison.Ordinal))
            text.Append("_total");
        return text.ToString();
    }
}
