using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>A sum or mean of histograms under way, with the annotations that belong to it.</summary>
internal sealed class HistogramTotal(RangeNotes notes)
{
    private HistogramSum? _sum;
    private double _count;
    private bool _isRunning;
    private bool _resetSeen;
    private bool _noResetSeen;

    /// <summary>The metric of the histogram that is added next, for annotations.</summary>
    public string MetricName { get; set; } = notes.MetricName;

    /// <summary>Exponential and custom buckets came together: there is no result.</summary>
    public bool IsBroken { get; private set; }

    public void Add(FloatHistogram next)
    {
        if (IsBroken) return;
        See(next);
        if (_sum is null) _sum = HistogramSum.From(next);
        else Replace(_sum.Plus(next));
    }

    public void AddToMean(FloatHistogram next)
    {
        if (IsBroken) return;
        See(next);
        _count++;
        if (_sum is null)
        {
            _sum = HistogramSum.From(next);
            return;
        }

        if (!_isRunning)
        {
            var sum = _sum.Plus(next);
            if (sum is null || !sum.HasOverflow)
            {
                Replace(sum);
                return;
            }

            _isRunning = true;
            _sum = _sum.Times(1 / (_count - 1));
        }

        Replace(_sum.Times((_count - 1) / _count).Plus(next.DividedBy(_count)));
    }

    public FloatHistogram? Sum()
    {
        NoteCollision();
        return IsBroken ? null : _sum!.ToHistogram();
    }

    public FloatHistogram? Mean()
    {
        NoteCollision();
        if (IsBroken) return null;
        return _isRunning ? _sum!.ToHistogram() : _sum!.ToHistogram().DividedBy(_count);
    }

    private void NoteCollision()
    {
        if (_resetSeen && _noResetSeen) notes.Collision(Texts.Aggregation);
    }

    private void See(FloatHistogram next)
    {
        _resetSeen |= next.CounterResetHint == CounterResetHint.Reset;
        _noResetSeen |= next.CounterResetHint == CounterResetHint.NotReset;
    }

    private void Replace(HistogramSum? sum)
    {
        if (sum is null)
        {
            IsBroken = true;
            (notes with { MetricName = MetricName }).MixedSchemas();
            return;
        }

        if (sum.BoundsReconciled) notes.Reconciled(Texts.Aggregation);
        _sum = sum;
    }
}
