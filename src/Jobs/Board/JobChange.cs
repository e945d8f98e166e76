namespace Hotaru.Jobs;

/// <summary>
/// What a signal or a tick made of a job: its new state, the runs to store, the incident that closed.
/// </summary>
public sealed record JobChange(JobState State)
{
    /// <summary>Runs that are new or have changed.</summary>
    public IReadOnlyList<JobRun> Runs { get; init; } = [];

    /// <summary>The incident as it was closed; null where none was.</summary>
    public Incident? Closed { get; init; }

    public bool IsNothing { get; init; }

    /// <summary>Kept in memory only: a sign of life that says nothing new is not worth a write.</summary>
    public bool IsFleeting { get; init; }

    public static JobChange Nothing(JobState state) => new(state) { IsNothing = true };
}
