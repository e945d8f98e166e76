using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Walks over floats and histograms of a window in the order of their times.</summary>
internal ref struct MixedCursor
{
    private readonly RangeWindow _window;
    private int _float;
    private int _histogram;

    public MixedCursor(
        in RangeWindow window, bool fromEnd = false, int firstFloat = 0, int firstHistogram = 0)
    {
        _window = window;
        _float = fromEnd ? window.FloatCount : firstFloat;
        _histogram = fromEnd ? window.HistogramCount : firstHistogram;
    }

    public long TimeMs { get; private set; }

    public long StartMs { get; private set; }

    public double Value { get; private set; }

    public FloatHistogram? Histogram { get; private set; }

    public bool Next()
    {
        var (hasFloat, hasHistogram) = (_float < _window.FloatCount, _histogram < _window.HistogramCount);
        if (!hasFloat && !hasHistogram) return false;
        if (!hasHistogram || (hasFloat && _window.Times[_float] <= _window.HistogramTimes[_histogram]))
            ReadFloat(_float++);
        else ReadHistogram(_histogram++);
        return true;
    }

    public bool Back()
    {
        if (_float == 0 && _histogram == 0) return false;
        if (_histogram == 0
            || (_float > 0 && _window.Times[_float - 1] >= _window.HistogramTimes[_histogram - 1]))
            ReadFloat(--_float);
        else ReadHistogram(--_histogram);
        return true;
    }

    private void ReadFloat(int at)
    {
        (TimeMs, Value, Histogram) = (_window.Times[at], _window.Values[at], null);
        StartMs = _window.Starts.IsEmpty ? 0 : _window.Starts[at];
    }

    private void ReadHistogram(int at)
    {
        (TimeMs, Value, Histogram) = (_window.HistogramTimes[at], double.NaN, _window.Histograms[at]);
        StartMs = _window.HistogramStarts.IsEmpty ? 0 : _window.HistogramStarts[at];
    }
}
