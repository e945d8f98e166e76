namespace Hotaru.Model;

/// <summary>
/// What a selector asks of storage. Times are inclusive milliseconds. The last three are hints: the step of
/// the
/// query (0: instant), the range of the selector in milliseconds (0: instant vector) and the function around
/// it.
/// </summary>
public sealed record SeriesSelection(
    IReadOnlyList<Matcher> Matchers, long MinTimeMs, long MaxTimeMs, long StepMs = 0, long RangeMs = 0,
    string Function = "");
