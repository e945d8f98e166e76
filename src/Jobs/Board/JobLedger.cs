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
    private readonly ConcurrentDictionary<Labels, JobState> _jobs = new();
    private readonly ConcurrentDictionary<long, Incident> _ofAlerts = new();
    private readonly Func<Labels, JobModel> _modelOf;
    private Labels[]? _sorted;
    private long _lastIncidentId;

    /// <param name="modelOf">What is declared of a job.</param>
    public JobLedger(IStore store, JobLimits limits, Func<Labels, JobModel> modelOf, TimeProvider time)
    {
        (_limits, _modelOf, _time, Archive) = (limits, modelOf, time, new JobArchive(store));
        foreach (var job in Archive.ReadJobs()) _jobs[job.Labels] = job with { Model = modelOf(job.Labels) };
        foreach (var mark in Archive.ReadMarks())
        {
            Marks[mark.Alert] = mark;
            if (mark.IncidentId != 0 && Archive.Incidents.Read(mark.IncidentId) is { IsOpen: true } open)
                _ofAlerts[open.Id] = open;
        }

        _lastIncidentId = Archive.Incidents.ReadHeads().FirstOrDefault()?.Id ?? 0;
    }

    public JobArchive Archive { get; }

    /// <summary>Alerts that are incidents now. Only a turn changes it.</summary>
    public ConcurrentDictionary<Labels, AlertMark> Marks { get; } = new();

    public ICollection<JobState> Unordered => _jobs.Values;

    public int Count => _jobs.Count;

    public ICollection<Incident> OfAlerts => _ofAlerts.Values;

    public IEnumerable<Incident> Open =>
        _jobs.Values.Where(job => job.Incident is not null).Select(job => job.Incident!).Concat(OfAlerts);

    public long OldestOpenId => Open.Select(i => i.Id).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>In the order of their labels.</summary>
    public IReadOnlyList<JobState> Ordered
    {
        get
        {
            var sorted = _sorted ??= [.. _jobs.Keys.Order()];
            var jobs = new List<JobState>(sorted.Length);
            foreach (var labels in sorted)
            {
                if (_jobs.TryGetValue(labels, out var job)) jobs.Add(job);
            }

            return jobs;
        }
    }

    /// <summary>Raised after a turn, while the next waits: must be quick.</summary>
    public event Action<LedgerTurn>? Turned;

    public JobState? Find(Labels job) => _jobs.GetValueOrDefault(job);

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
            if (turn.Rows.Changes.Count > 0) await Archive.CommitAsync(turn.Rows, cancellation);
            Take(turn);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Makes the jobs that are declared and were never heard of; in memory only.</summary>
    public void AddMissing(IEnumerable<Labels> jobs)
    {
        foreach (var job in jobs) _jobs.TryAdd(job, FindOrNew(job));
        _sorted = null;
    }

    public void Dispose() => _writing.Dispose();

    private static void Change(
        LedgerTurn turn, Labels labels, Func<JobState, Func<long>, JobChange> change)
    {
        var job = turn.Job(labels);
        turn.Apply(job, change(job, turn.NextId));
    }

    private void Take(LedgerTurn turn)
    {
        var before = _jobs.Count;
        foreach (var job in turn.Jobs) _jobs[job.Labels] = job;
        foreach (var job in turn.Forgotten) _jobs.TryRemove(job, out _);
        foreach (var incident in turn.Incidents)
        {
            if (incident.IsOpen) _ofAlerts[incident.Id] = incident;
            else _ofAlerts.TryRemove(incident.Id, out _);
        }

        foreach (var mark in turn.Marked) Marks[mark.Alert] = mark;
        foreach (var mark in turn.Unmarked) Marks.TryRemove(mark.Alert, out _);
        if (_jobs.Count != before || turn.Forgotten.Count > 0) _sorted = null;
        _lastIncidentId = turn.LastId;
        Turned?.Invoke(turn);
    }
}
