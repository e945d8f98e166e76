using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// The samples of one series as range functions see them: stale markers gone, floats and histograms apart.
/// Made to be filled again for the next series; belongs to one thread.
/// </summary>
internal sealed class RangeSeries
{
    private long[] _histogramTimes = [];
    private FloatHistogram[] _histograms = [];
    private long[] _histogramStarts = [];
    private double[] _floatValues = [];
    private long[] _floatTimes = [];
    private long[] _floatStarts = [];
    private int[] _resets = [];
    private int _resetCount = -1;

    /// <summary>As it came from storage.</summary>
    public SampleBuffer Raw { get; } = new();

    public string MetricName { get; private set; } = "";

    public int FloatCount { get; private set; }

    public int HistogramCount { get; private set; }

    public bool HasStarts { get; private set; }

    public ReadOnlySpan<long> Times => _floatTimes.AsSpan(0, FloatCount);

    public ReadOnlySpan<double> Values => _floatValues.AsSpan(0, FloatCount);

    public ReadOnlySpan<long> Starts => HasStarts ? _floatStarts.AsSpan(0, FloatCount) : default;

    public ReadOnlySpan<long> HistogramTimes => _histogramTimes.AsSpan(0, HistogramCount);

    public ReadOnlySpan<FloatHistogram> Histograms => _histograms.AsSpan(0, HistogramCount);

    public ReadOnlySpan<long> HistogramStarts =>
        HasStarts ? _histogramStarts.AsSpan(0, HistogramCount) : default;

    /// <summary>Indexes of floats that are lower than the float before them.</summary>
    public ReadOnlySpan<int> Resets
    {
        get
        {
            if (_resetCount < 0) FindResets();
            return _resets.AsSpan(0, _resetCount);
        }
    }

    /// <summary>Sorts what is in <see cref="Raw"/>.</summary>
    public void Load(string metricName)
    {
        MetricName = metricName;
        _resetCount = -1;
        Reserve(Raw.Count);
        HasStarts = Raw.HasStarts;
        if (Raw.HasHistograms) LoadMixed();
        else LoadFloats();
    }

    /// <summary>
    /// Forgets the series so that the buffer can be kept; false where it has become so large that it is
    /// better given up.
    /// </summary>
    public bool TryForget(int largest)
    {
        if (Raw.Capacity > largest) return false;
        Array.Clear(_histograms);
        Raw.Clear();
        (MetricName, FloatCount, HistogramCount, HasStarts, _resetCount) = ("", 0, 0, false, -1);
        return true;
    }

    private void LoadFloats()
    {
        var times = Raw.Timestamps;
        var values = Raw.Values;
        var starts = Raw.StartTimestamps;
        var n = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (StaleMarker.Is(values[i])) continue;
            _floatTimes[n] = times[i];
            if (HasStarts) _floatStarts[n] = starts[i];
            _floatValues[n++] = values[i];
        }

        (FloatCount, HistogramCount) = (n, 0);
    }

    private void LoadMixed()
    {
        var times = Raw.Timestamps;
        var values = Raw.Values;
        var starts = Raw.StartTimestamps;
        var all = Raw.Histograms;
        if (_histograms.Length < Raw.Count)
        {
            _histograms = new FloatHistogram[Raw.Count];
            _histogramTimes = new long[Raw.Count];
            _histogramStarts = new long[Raw.Count];
        }

        int n = 0, h = 0;
        for (var i = 0; i < times.Length; i++)
        {
            if (all[i] is { } histogram)
            {
                if (histogram.IsStale) continue;
                _histogramTimes[h] = times[i];
                if (HasStarts) _histogramStarts[h] = starts[i];
                _histograms[h++] = histogram;
            }
            else if (!StaleMarker.Is(values[i]))
            {
                _floatTimes[n] = times[i];
                if (HasStarts) _floatStarts[n] = starts[i];
                _floatValues[n++] = values[i];
            }
        }

        (FloatCount, HistogramCount) = (n, h);
    }

    private void Reserve(int count)
    {
        if (_floatTimes.Length < count)
        {
            var size = Math.Max(count, 2 * _floatTimes.Length);
            _floatTimes = new long[size];
            _floatValues = new double[size];
        }

        if (Raw.HasStarts && _floatStarts.Length < _floatTimes.Length)
            _floatStarts = new long[_floatTimes.Length];
    }

    private void FindResets()
    {
        _resetCount = 0;
        var values = Values;
        for (var i = 1; i < values.Length; i++)
        {
            if (!(values[i] < values[i - 1])) continue;
            if (_resetCount == _resets.Length) Array.Resize(ref _resets, Math.Max(16, 2 * _resets.Length));
            _resets[_resetCount++] = i;
        }
    }
}
