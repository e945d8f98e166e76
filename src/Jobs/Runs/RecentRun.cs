namespace Hotaru.Jobs;

/// <summary>One of the last runs, as short as a strip of them needs it.</summary>
/// <param name="AtMs">The moment by which runs are put in order, in milliseconds since the epoch.</param>
/// <param name="Seconds">How long it took; NaN where that is not known.</param>
/// <param name="IdHash">Of its id, so that a word which comes twice is known.</param>
public readonly record struct RecentRun(long AtMs, float Seconds, RunOutcome Outcome, ulong IdHash);
