namespace Hotaru.Jobs;

/// <summary>Tells a job's standing from its state: an open incident outweighs what runs now.</summary>
internal static class JobStandings
{
    private static readonly string[] Words =
        [.. Enum.GetNames<JobStanding>().Select(name => name.ToLowerInvariant())];

    public static string Word(JobStanding standing) => Words[(int)standing];

    public static JobStanding Of(JobState job)
    {
        if (job.Model.IsPaused) return JobStanding.Paused;
        if (job.Incident is { } incident) return Of(incident.Verdict);
        if (job.UnknownSince is not null) return JobStanding.Unknown;
        if (job.Running.Length > 0) return JobStanding.Running;
        if (job.LastRun is not { } last) return JobStanding.Waiting;
        return last.Outcome == RunOutcome.Succeeded ? JobStanding.Succeeded : JobStanding.Failed;
    }

    private static JobStanding Of(IncidentEntryKind verdict) => verdict switch
    {
        IncidentEntryKind.NotStarted => JobStanding.Late,
        IncidentEntryKind.TooLong => JobStanding.Overdue,
        IncidentEntryKind.NoData => JobStanding.Unknown,
        _ => JobStanding.Failed,
    };
}
