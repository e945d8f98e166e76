using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Alerts with the label <c>incident: until_resolved</c> as incidents. An alert that names a job of ours adds
/// to that job's incident, which the job's next success closes; any other has an incident of its own, which
/// is open until the alert is resolved.
/// </summary>
internal static class AlertIncidents
{
    public const string Label = "incident";
    public const string UntilResolved = "until_resolved";

    public static bool IsOne(Alert alert) => alert.Labels[Label] == UntilResolved;

    /// <summary>Takes all that one source says; what it says no more is resolved.</summary>
    public static void Take(LedgerTurn turn, JobLedger ledger, AlertReport report, DateTimeOffset now)
    {
        var firing = report.Alerts.Where(a => a.State == AlertState.Firing && IsOne(a))
            .DistinctBy(a => a.Labels).ToDictionary(a => a.Labels);
        foreach (var alert in firing.Values) Fire(turn, ledger, alert, report.Source);
        foreach (var mark in ledger.Marks.Values.Where(m => m.Source == report.Source))
        {
            if (firing.ContainsKey(mark.Alert)) continue;
            var resolved = report.Alerts.FirstOrDefault(a => a.Labels.Equals(mark.Alert));
            Resolve(turn, ledger, mark, resolved?.EndsAt is { } at && at < now ? at : now);
        }
    }

    /// <summary>The job that an alert is about: of those whose labels it has, the most exact.</summary>
    public static JobState? JobOf(JobLedger ledger, Labels alert)
    {
        if (alert[LabelNames.Job].Length == 0) return null;
        return ledger.Roster.Named(alert[LabelNames.Job])
            .Where(job => job.Labels.All(label => alert[label.Name] == label.Value))
            .MaxBy(job => job.Labels.Count);
    }

    private static void Fire(LedgerTurn turn, JobLedger ledger, Alert alert, string source)
    {
        var known = ledger.Marks.GetValueOrDefault(alert.Labels);
        if (known?.StartsAt == alert.StartsAt) return;
        var name = alert.Labels[LabelNames.AlertName];
        var text = alert.Annotations["summary"] is { Length: > 0 } summary ? $"{name}: {summary}" : name;
        var entry = new IncidentEntry(alert.StartsAt, IncidentEntryKind.Alert, text);
        var id = 0L;
        if (JobOf(ledger, alert.Labels) is { } found)
        {
            var job = turn.Job(found.Labels);
            turn.Apply(job, new JobChange(job with
            {
                Incident = Incident.Add(job.Incident, job.Labels, entry, turn.NextId),
            }));
        }
        else
        {
            var open = ledger.OfAlerts.FirstOrDefault(i => i.Id == known?.IncidentId);
            var incident = Incident.Add(open, alert.Labels, entry, turn.NextId);
            turn.Put(open, incident);
            id = incident.Id;
        }

        var mark = new AlertMark(alert.Labels, source, alert.StartsAt, id);
        turn.Marked.Add(mark);
        JobArchive.Put(turn.Rows, mark);
    }

    private static void Resolve(LedgerTurn turn, JobLedger ledger, AlertMark mark, DateTimeOffset at)
    {
        turn.Unmarked.Add(mark);
        JobArchive.Delete(turn.Rows, mark);
        if (ledger.OfAlerts.FirstOrDefault(i => i.Id == mark.IncidentId) is not { } open) return;
        turn.Put(open, open.Close(at < open.OpenedAt ? open.OpenedAt : at, "the alert is resolved"));
    }
}
