namespace Hotaru.Promql;

/// <summary>
/// How far a difference between samples is stretched to the edges of its range. Times in seconds.
/// </summary>
internal readonly struct Extrapolation
{
    private readonly double _toStart;
    private readonly double _toEnd;
    private readonly double _sampled;
    private readonly double _average;

    public Extrapolation(long startMs, long endMs, long firstMs, long lastMs, int intervals)
    {
        _toStart = (firstMs - startMs) / 1000.0;
        _toEnd = (endMs - lastMs) / 1000.0;
        _sampled = (lastMs - firstMs) / 1000.0;
        _average = intervals > 0 ? _sampled / intervals : 0;
        LastMs = lastMs;
        // Samples that end well before an edge probably mean that the series does: half an interval is added
        // there.
        if (_toEnd >= Threshold) _toEnd = _average / 2;
    }

    private Extrapolation(Extrapolation from, double toStart, double sampled)
    {
        this = from;
        (_toStart, _sampled) = (toStart, sampled);
    }

    private long LastMs { get; }

    private double Threshold => _average * 1.1;

    /// <summary>The same where counting is known to have begun inside the range.</summary>
    public Extrapolation FromStart(long startMs) => new(this, 0, (LastMs - startMs) / 1000.0);

    /// <summary>
    /// A counter cannot have been below zero: it is stretched no further than to where it would have been
    /// zero.
    /// </summary>
    /// <param name="zero">The first value as a part of the difference; infinity where there is no such
    /// limit.</param>
    public Extrapolation Limited(double zero)
    {
        var toStart = _toStart >= Threshold ? _average / 2 : _toStart;
        if (!double.IsPositiveInfinity(zero))
        {
            var toZero = _sampled * zero;
            if (toZero < toStart) toStart = toZero;
        }

        return new Extrapolation(this, toStart, _sampled);
    }

    public double Factor(double perSeconds)
    {
        var factor = _sampled == 0 ? 1 : (_sampled + _toStart + _toEnd) / _sampled;
        return factor / perSeconds;
    }
}
