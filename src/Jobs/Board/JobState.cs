using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Where a job stands; an immutable value that each signal and each tick of the clocks replaces.
/// </summary>
/// <param name="Model">What was declared.</param>
/// <param name="KnownSince">When it was first heard of or declared.</param>
public sealed record JobState(JobModel Model, DateTimeOffset KnownSince)
{
    /// <summary>Runs whose end has not been heard, oldest first.</summary>
    public ImmutableArray<JobRun> Running { get; init; } = [];

    /// <summary>The run that began last of those that have ended.</summary>
    public JobRun? LastRun { get; init; }

    public JobRun? LastSuccess { get; init; }

    public DateTimeOffset? LastStartAt { get; init; }

    /// <summary>The due time that is waited for; null without a schedule.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether starts are heard of this job, or only ends.</summary>
    public bool SendsStarts { get; init; }

    public int FailuresInARow { get; init; }

    /// <summary>
    /// Since when nothing can be said: the appliance was down or its clock not trusted when it was due.
    /// </summary>
    public DateTimeOffset? UnknownSince { get; init; }

    /// <summary>The open incident, if any.</summary>
    public Incident? Incident { get; init; }

    public Labels Labels => Model.Labels;

    /// <summary>
    /// One word for pages and series: unknown, failed, late, running, succeeded, waiting, paused.
    /// </summary>
    public string Word => Model.IsPaused ? "paused"
        : Incident is { } incident ? incident.Entries.Last(IsVerdict).Kind switch
        {
            IncidentEntryKind.NotStarted => "late",
            IncidentEntryKind.TooLong => "overdue",
            IncidentEntryKind.NoData => "unknown",
            _ => "failed",
        }
        : UnknownSince is not null ? "unknown"
        : Running.Length > 0 ? "running"
        : LastRun is null ? "waiting" : LastRun.Outcome == RunOutcome.Succeeded ? "succeeded" : "failed";

    private static bool IsVerdict(IncidentEntry entry) => entry.Kind is IncidentEntryKind.Failed
        or IncidentEntryKind.NotStarted or IncidentEntryKind.TooLong or IncidentEntryKind.NoData;
}
