namespace Hotaru.Jobs;

/// <summary>Opens an incident, or adds to the one that is open: a job never has two.</summary>
internal static class IncidentBook
{
    public static JobState Add(JobState job, IncidentEntry entry, Func<long> nextIncidentId)
    {
        var incident = job.Incident is { } open
            ? open.With(entry)
            : new Incident(nextIncidentId(), job.Labels, IncidentState.Open, entry.At, null, [entry]);
        if (incident.State == IncidentState.Unknown) incident = incident with { State = IncidentState.Open };
        return job with { Incident = incident };
    }
}
