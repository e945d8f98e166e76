using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What one turn at the ledger changes, before it is on disk: states, incidents, and the rows that go there.
/// Only the ledger's lock holder uses it.
/// </summary>
internal sealed class LedgerTurn(JobLedger ledger, JobArchive archive, JobLimits limits, long lastId)
{
    private readonly Dictionary<Labels, JobState> _jobs = [];
    private readonly Dictionary<long, Incident> _incidents = [];

    public StoreBatch Rows { get; } = new();

    public IReadOnlyCollection<JobState> Jobs => _jobs.Values;

    /// <summary>Incidents of alerts that have changed, closed ones too.</summary>
    public IReadOnlyCollection<Incident> Incidents => _incidents.Values;

    public List<(Incident Incident, string Severity)> Closed { get; } = [];

    public HashSet<Labels> Forgotten { get; } = [];

    /// <summary>Alerts that are known to fire from now on.</summary>
    public List<AlertMark> Marked { get; } = [];

    /// <summary>Alerts that are over.</summary>
    public List<AlertMark> Unmarked { get; } = [];

    /// <summary>Rows of months that have changed.</summary>
    public List<MonthTotals> Months { get; } = [];

    /// <summary>Whether an incident of a job has changed: then it is reported.</summary>
    public bool HasNews { get; private set; }

    public long LastId { get; private set; } = lastId;

    public long NextId()
    {
        LastId++;
        var cut = LastId - limits.Incidents;
        if (cut > 0 && cut % 100 == 0)
            archive.Incidents.DeleteBefore(Rows, Math.Min(cut, ledger.OldestOpenId));
        return LastId;
    }

    public JobState Job(Labels labels) => _jobs.GetValueOrDefault(labels) ?? ledger.FindOrNew(labels);

    public void Apply(JobState before, JobChange change)
    {
        if (change.IsNothing) return;
        var state = change.State;
        if (!change.IsFleeting)
        {
            state = Count(state, change);
            foreach (var run in change.Runs) JobArchive.Put(Rows, state.Labels, run);
            state = state with
            {
                StoredRuns = archive.Prune(Rows, state.Labels, state.StoredRuns, limits.RunsPerJob),
            };
            JobArchive.Put(Rows, state);
        }

        _jobs[state.Labels] = state;
        Follow(before, state, change.Closed);
    }

    /// <summary>An incident that an alert made.</summary>
    public void Put(Incident? before, Incident incident)
    {
        _incidents[incident.Id] = incident;
        IncidentArchive.Put(Rows, before, incident);
    }

    private void Follow(JobState before, JobState state, Incident? closed)
    {
        if (closed is not null)
        {
            IncidentArchive.Put(Rows, before.Incident, closed);
            Closed.Add((closed, state.Model.Severity));
        }

        if (state.Incident is { } open) IncidentArchive.Put(Rows, before.Incident, open);
        HasNews |= !ReferenceEquals(before.Incident, state.Incident);
    }

    private JobState Count(JobState job, JobChange change)
    {
        foreach (var run in change.Runs)
        {
            if (run.Outcome == RunOutcome.Running) continue;
            job = job with { StoredRuns = job.StoredRuns + 1 };
            job = AddToMonth(job, MonthTotals.MonthOf(run.EndedAt!.Value), totals => totals.With(run));
        }

        if (change.Closed is not { } closed) return job;
        var last = MonthTotals.MonthOf(closed.ClosedAt!.Value);
        for (var month = MonthTotals.MonthOf(closed.OpenedAt); month <= last; month = MonthTotals.Next(month))
        {
            var seconds = MonthTotals.Overlap(month, closed.OpenedAt, closed.ClosedAt.Value);
            job = AddToMonth(job, month, totals => totals with
            {
                IncidentSeconds = totals.IncidentSeconds + seconds,
            });
        }

        return job;
    }

    /// <summary>The month of the last run is kept with the job's state; others have rows.</summary>
    private JobState AddToMonth(JobState job, int month, Func<MonthTotals, MonthTotals> add)
    {
        var current = job.Month ?? archive.ReadMonth(month, job.Labels);
        if (month == current.Month) return job with { Month = add(current) };
        if (month < current.Month)
        {
            Put(add(archive.ReadMonth(month, job.Labels)));
            return job;
        }

        Put(current);
        return job with { Month = add(archive.ReadMonth(month, job.Labels)) };
    }

    private void Put(MonthTotals totals)
    {
        JobArchive.Put(Rows, totals);
        Months.Add(totals);
    }
}
