using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// A mean as a compensated sum, and as a running mean from where the sum would leave the range of floats.
/// </summary>
internal struct FloatMean(double first)
{
    private double _sum = first;
    private double _lost;
    private double _count = 1;
    private bool _isRunning;

    public readonly double Result => _isRunning ? _sum + _lost : _sum / _count + _lost / _count;

    public void Add(double value)
    {
        _count++;
        if (!_isRunning)
        {
            var (sum, lost) = (_sum, _lost);
            Kahan.Add(value, ref sum, ref lost);
            if (!double.IsInfinity(sum))
            {
                (_sum, _lost) = (sum, lost);
                return;
            }

            _isRunning = true;
            _sum /= _count - 1;
            _lost /= _count - 1;
        }

        var part = (_count - 1) / _count;
        _sum *= part;
        _lost *= part;
        Kahan.Add(value / _count, ref _sum, ref _lost);
    }
}
