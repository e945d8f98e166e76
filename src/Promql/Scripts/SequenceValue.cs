using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>One point of a series description: nothing, a float or a histogram.</summary>
/// <param name="HintGiven">The histogram's counter reset hint was written, and not left open.</param>
public readonly record struct SequenceValue(
    bool Omitted, double Value, FloatHistogram? Histogram = null, bool HintGiven = false)
{
    public static readonly SequenceValue None = new(true, 0);
}
