namespace Hotaru.Jobs;

/// <summary>One run of a job.</summary>
/// <param name="Id">The sender's run id, or one of our own.</param>
/// <param name="StartedAt">Null where only the end was heard.</param>
/// <param name="EndedAt">Null while it runs.</param>
public sealed record JobRun(
    string Id, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, RunOutcome Outcome, string Source)
{
    public int? ExitCode { get; init; }

    public string Output { get; init; } = "";

    /// <summary>Whether "too long" has been said of it already.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>The moment by which runs are put in order.</summary>
    public DateTimeOffset OrderedAt => StartedAt ?? EndedAt ?? DateTimeOffset.MinValue;

    public TimeSpan? Duration => EndedAt - StartedAt;
}
