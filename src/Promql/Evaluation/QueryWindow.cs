namespace Hotaru.Promql;

/// <summary>
/// The times at which a query is evaluated, in milliseconds; a step of 0 is an instant query.
/// </summary>
internal readonly record struct QueryWindow(long StartMs, long EndMs, long StepMs)
{
    public bool IsInstant => StepMs == 0;

    /// <summary>How many times there are, however many that is.</summary>
    public long Count => IsInstant ? 1 : EndMs < StartMs ? 0 : (EndMs - StartMs) / StepMs + 1;

    public int Steps => (int)Count;

    public long TimeAt(int step) => StartMs + step * StepMs;
}
