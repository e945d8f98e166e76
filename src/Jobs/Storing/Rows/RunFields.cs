namespace Hotaru.Jobs;

/// <summary>Which fields the row of a run has, in the order of their bits; see FORMAT.md.</summary>
[Flags]
internal enum RunFields
{
    None = 0,
    Started = 1,
    Ended = 1 << 1,
    ExitCode = 1 << 2,
    Output = 1 << 3,
    DeflatedOutput = 1 << 4,
    Metrics = 1 << 5,
    Beat = 1 << 6,
    HeardAt = 1 << 7,
    ToldAt = 1 << 8,
    Overdue = 1 << 9,
    Silent = 1 << 10,
}
