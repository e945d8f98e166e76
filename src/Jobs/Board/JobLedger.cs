using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What is known of all jobs and of open incidents. Changes come one turn after another; what a turn changes
/// is on disk before it is visible, so that nothing that was confirmed is lost. Reading takes no lock.
/// </summary>
internal sealed class JobLedger : IDisposable
{
    private readonly TimeProvider _time;
    private readonly JobLimits _limits;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<long, Incident> _ofAlerts = new();
    private readonly Func<Labels, JobModel> _modelOf;
    private StoreBatch? _missing;
    private long _lastIncidentId;

    /// <param name="modelOf">What is declared of a job.</param>
    public JobLedger(
        JobArchive archive, JobLimits limits, Func<Labels, JobModel> modelOf, TimeProvider time)
    {
        (_limits, _modelOf, _time, Archive) = (limits, modelOf, time, archive);
        Months = new MonthShelf(archive);
        Roster.Set(Archive.ReadJobs().Select(job => job with { Model = modelOf(job.Labels) }).ToList());
        foreach (var mark in Archive.ReadMarks())
        {
            Marks[mark.Alert] = mark;
            if (mark.IncidentId != 0 && Archive.Incidents.Read(mark.IncidentId) is { IsOpen: true } open)
                _ofAlerts[open.Id] = open;
        }

        _lastIncidentId = Archive.Incidents.ReadHeads().FirstOrDefault()?.Id ?? 0;
        _missing = Archive.Incidents.Index();
    }

    public JobArchive Archive { get; }

    /// <summary>Alerts that are incidents now. Only a turn changes it.</summary>
    public ConcurrentDictionary<Labels, AlertMark> Marks { get; } = new();

    /// <summary>All jobs, in order and counted.</summary>
    public JobRoster Roster { get; } = new();

    public MonthShelf Months { get; }

    public ICollection<Incident> OfAlerts => _ofAlerts.Values;

    public IEnumerable<Incident> Open => Roster.InTrouble
        .Where(job => job.Incident is not null).Select(job => job.Incident!).Concat(OfAlerts);

    public long OldestOpenId => Open.Select(i => i.Id).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>Raised after a turn, while the next waits: must be quick.</summary>
    public event Action<LedgerTurn>? Turned;

    public JobState? Find(Labels job) => Roster.Find(job);

    public JobState FindOrNew(Labels job) =>
        Find(job) ?? new JobState(_modelOf(job), _time.GetUtcNow());

    public Task ChangeAsync(
        Labels job, Func<JobState, Func<long>, JobChange> change, CancellationToken cancellation) =>
        PlayAsync(turn => Change(turn, job, change), cancellation);

    /// <summary>Changes many jobs with few writes.</summary>
    public async Task ChangeAllAsync(
        IEnumerable<Labels> jobs, Func<JobState, Func<long>, JobChange> change,
        CancellationToken cancellation)
    {
        foreach (var some in jobs.Chunk(1000))
        {
            await PlayAsync(turn =>
            {
                foreach (var job in some) Change(turn, job, change);
            }, cancellation);
        }
    }

    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    public async Task PlayAsync(Action<LedgerTurn> play, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            var turn = new LedgerTurn(this, Archive, _limits, _lastIncidentId);
            play(turn);
            if (_missing is { } missing) turn.Rows.Append(missing);
            if (turn.Rows.Changes.Count > 0) await Archive.CommitAsync(turn.Rows, cancellation);
            _missing = null;
            Take(turn);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Makes the jobs that are declared and were never heard of; in memory only.</summary>
    public void AddMissing(IEnumerable<Labels> jobs) =>
        Roster.Set(jobs.Where(job => Find(job) is null).Select(FindOrNew).ToList());

    public void Dispose() => _writing.Dispose();

    private static void Change(
        LedgerTurn turn, Labels labels, Func<JobState, Func<long>, JobChange> change)
    {
        var job = turn.Job(labels);
        turn.Apply(job, change(job, turn.NextId));
    }

    private void Take(LedgerTurn turn)
    {
        Roster.Set(turn.Jobs);
        Roster.Remove(turn.Forgotten);
        Months.Take(turn.Months);
        foreach (var incident in turn.Incidents)
        {
            if (incident.IsOpen) _ofAlerts[incident.Id] = incident;
            else _ofAlerts.TryRemove(incident.Id, out _);
        }

        foreach (var mark in turn.Marked) Marks[mark.Alert] = mark;
        foreach (var mark in turn.Unmarked) Marks.TryRemove(mark.Alert, out _);
        _lastIncidentId = turn.LastId;
        Turned?.Invoke(turn);
    }
}
