using System.Collections.Concurrent;
using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Every job and its incidents. Signals and ticks are applied one after another; what they change is on disk
/// before
/// it is visible, so that nothing that was confirmed is lost. Reading takes no lock.
/// </summary>
public sealed class JobBoard : IDisposable
{
    private readonly JobArchive _archive;
    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IAlertSink> _sinks;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<Labels, JobState> _jobs = new();
    private ImmutableArray<Alert> _resolved = [];
    private long _lastIncidentId;

    /// <param name="declared">Jobs of the configuration; replaced by <see cref="DeclareAsync"/> on a
    /// reload.</param>
    /// <param name="sinks">Who hears of incidents as alerts.</param>
    public JobBoard(
        IStore store, IEnumerable<JobModel> declared, IReadOnlyList<IAlertSink> sinks, TimeProvider time)
    {
        (_archive, _sinks, _time) = (new JobArchive(store), sinks, time);
        var models = declared.ToDictionary(m => m.Labels);
        foreach (var record in _archive.ReadJobs())
        {
            var labels = Labels.From([.. record.Labels]);
            _jobs[labels] = record.ToState(models.GetValueOrDefault(labels));
        }

        foreach (var model in models.Values)
            _jobs.TryAdd(model.Labels, new JobState(model, time.GetUtcNow()));
        _lastIncidentId = _archive.ReadIncidents().FirstOrDefault()?.Id ?? 0;
    }

    /// <summary>All jobs in the order of their labels.</summary>
    public IReadOnlyList<JobState> Jobs => [.. _jobs.Values.OrderBy(j => j.Labels)];

    public JobState? Find(Labels job) => _jobs.GetValueOrDefault(job);

    /// <summary>The newest runs of a job, newest first.</summary>
    public IReadOnlyList<JobRun> Runs(Labels job, int most) => _archive.ReadRuns(job, most);

    /// <summary>Incidents, newest first; stop reading when there are enough.</summary>
    public IEnumerable<Incident> Incidents => _archive.ReadIncidents();

    public Incident? FindIncident(long id) => _archive.ReadIncident(id);

    /// <summary>Takes a sign of life; returns when it is on disk.</summary>
    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    public Task ApplyAsync(JobSignal signal, CancellationToken cancellation) =>
        ChangeAsync(signal.Job, (job, nextId) => JobSignals.Apply(job, signal, nextId), cancellation);

    /// <summary>
    /// Lets the clocks of all jobs judge; returns when something may change by itself next.
    /// </summary>
    public async Task<DateTimeOffset?> TickAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var job in _jobs.Keys)
            await ChangeAsync(job, (state, nextId) => JobClocks.Tick(state, now, nextId), cancellation);
        return _jobs.Values.Min(JobClocks.NextMoment);
    }

    /// <summary>What was due in a window in which nothing could be heard is not judged.</summary>
    public async Task SkipAsync(DateTimeOffset from, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        foreach (var job in _jobs.Keys)
        {
            await ChangeAsync(job, (state, _) =>
                new JobChange(JobClocks.Skip(state, from, now)), cancellation);
        }
    }

    /// <summary>
    /// Replaces what the configuration declares; a job that is no longer declared keeps its history.
    /// </summary>
    public async Task DeclareAsync(IEnumerable<JobModel> declared, CancellationToken cancellation)
    {
        var models = declared.ToDictionary(m => m.Labels);
        foreach (var labels in _jobs.Keys.Union(models.Keys).ToList())
        {
            var model = models.GetValueOrDefault(labels) ?? new JobModel(labels);
            await ChangeAsync(labels, (job, _) => Redeclare(job, model), cancellation);
        }
    }

    /// <summary>Someone has seen the open incident of a job; false where it has none.</summary>
    public Task<bool> AcknowledgeAsync(Labels job, string by, CancellationToken cancellation) =>
        WriteToIncidentAsync(
            job, new IncidentEntry(_time.GetUtcNow(), IncidentEntryKind.Acknowledged, "", by),
            IncidentState.Acknowledged, cancellation);

    /// <summary>Adds a note to the open incident of a job; false where it has none.</summary>
    public Task<bool> NoteAsync(Labels job, string by, string text, CancellationToken cancellation) =>
        WriteToIncidentAsync(
            job, new IncidentEntry(_time.GetUtcNow(), IncidentEntryKind.Note, text, by), null, cancellation);

    public void Dispose() => _writing.Dispose();

    private static JobChange Redeclare(JobState job, JobModel model)
    {
        var sameSchedule = Equals(job.Model.Schedule, model.Schedule);
        return new JobChange(job with { Model = model, DueAt = sameSchedule ? job.DueAt : null });
    }

    private async Task<bool> WriteToIncidentAsync(
        Labels job, IncidentEntry entry, IncidentState? newState, CancellationToken cancellation)
    {
        var written = false;
        await ChangeAsync(job, (state, _) =>
        {
            if (state.Incident is not { } incident) return JobChange.Nothing(state);
            written = true;
            return new JobChange(state with
            {
                Incident = incident.With(entry) with { State = newState ?? incident.State },
            });
        }, cancellation);
        return written;
    }

    private async Task ChangeAsync(
        Labels labels, Func<JobState, Func<long>, JobChange> change, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            var job =
                _jobs.GetValueOrDefault(labels) ?? new JobState(new JobModel(labels), _time.GetUtcNow());
            var id = _lastIncidentId;
            var result = change(job, () => ++id);
            if (result.IsNothing) return;
            await _archive.CommitAsync(JobArchive.Batch(result), cancellation);
            _jobs[labels] = result.State;
            _lastIncidentId = id;
            if (!ReferenceEquals(job.Incident, result.State.Incident)) Report_NeedsLock(result);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Report_NeedsLock(JobChange change)
    {
        var now = _time.GetUtcNow();
        _resolved = _resolved.RemoveAll(a => a.EndsAt < now - TimeSpan.FromMinutes(15));
        if (change.Closed is { } closed)
            _resolved = _resolved.Add(JobAlerts.Of(closed, change.State.Model.Severity, now));
        var open = _jobs.Values.Where(j => j.Incident is not null)
            .Select(j => JobAlerts.Of(j.Incident!, j.Model.Severity, now));
        var report = new AlertReport("jobs", [.. open, .. _resolved]);
        foreach (var sink in _sinks) sink.Receive(report);
    }
}
