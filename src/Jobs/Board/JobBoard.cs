using Hotaru.Model;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Jobs;

/// <summary>
/// Every job: what was declared of it, its runs and where it stands. Signals, clocks and people all come
/// through here, one after another. Any thread may call any member.
/// </summary>
public sealed class JobBoard : IDisposable
{
    private readonly JobLedger _ledger;
    private readonly TimeProvider _time;
    private readonly JobLimits _limits;
    private readonly JobDeclarations _declarations = new();
    private readonly JobFeeds _feeds = new();
    private readonly IncidentReporter _reporter;

    /// <param name="declared">Jobs of the configuration; <see cref="DeclareAsync"/> replaces them.</param>
    /// <param name="sinks">Who hears of incidents as alerts.</param>
    public JobBoard(
        IStore store, IEnumerable<JobModel> declared, IReadOnlyList<IAlertSink> sinks, TimeProvider time,
        JobLimits? limits = null, ILogger<JobBoard>? log = null)
    {
        (_time, _limits) = (time, limits ?? new JobLimits());
        _declarations.Replace(JobOrigin.File, declared);
        var archive = new JobArchive(store, log);
        _declarations.Replace(JobOrigin.Page, archive.ReadDeclarations()
            .Select(d => d.ToModel(time.LocalTimeZone, out _)).OfType<JobModel>());
        _ledger = new JobLedger(archive, _limits, _declarations.Of, time);
        _reporter = new IncidentReporter(_ledger, sinks, time, log ?? NullLogger<JobBoard>.Instance);
        Incidents = new IncidentDesk(_ledger, time);
        _ledger.Turned += turn => Changed?.Invoke(turn.Jobs);
        _ledger.AddMissing(_declarations.Jobs);
    }

    /// <summary>Incidents: lists, and what people write to them.</summary>
    public IncidentDesk Incidents { get; }

    /// <summary>All jobs in the order of their labels.</summary>
    public IReadOnlyList<JobState> Jobs => _ledger.Roster.Ordered;

    /// <summary>How many jobs stand how; those that no job has are left out.</summary>
    public IReadOnlyDictionary<JobStanding, int> Counts => _ledger.Roster.Counts;

    /// <summary>The jobs of a name in the order of their labels.</summary>
    public IReadOnlyList<JobState> Named(string name) => _ledger.Roster.Named(name);

    /// <summary>Raised after jobs have changed, before the next change: must be quick.</summary>
    public event Action<IReadOnlyCollection<JobState>>? Changed;

    public JobState? Find(Labels job) => _ledger.Find(job);

    /// <summary>The declared job that labels belong to: the one that has most of them.</summary>
    public JobState? FindDeclared(Labels labels) => _declarations.Named(labels[LabelNames.Job])
        .Where(job => job.Span.ToArray().All(label => labels[label.Name] == label.Value))
        .OrderByDescending(job => job.Count).Select(_ledger.Find).FirstOrDefault();

    /// <summary>The newest runs of a job, newest first, as far as the caller reads on.</summary>
    public IEnumerable<JobRun> Runs(Labels job) => _ledger.Archive.ReadRuns(job);

    /// <summary>What all jobs did in a month, with what is going on now.</summary>
    public IReadOnlyList<MonthReport> Month(int month) =>
        MonthReport.Of(month, _ledger.Roster.Ordered, _ledger.Months.Read(month), _time.GetUtcNow());

    /// <summary>Takes a sign of life; returns when it is on disk.</summary>
    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    /// <exception cref="JobLimitException">It would make one job too many.</exception>
    public Task ApplyAsync(JobSignal signal, CancellationToken cancellation)
    {
        if (_ledger.Roster.Count >= _limits.Jobs && _ledger.Find(signal.Job) is null)
            throw new JobLimitException($"there are {_limits.Jobs} jobs: no more are made by signs of life");
        return _ledger.ChangeAsync(
            signal.Job, (job, nextId) => JobSignals.Apply(job, signal, nextId), cancellation);
    }

    /// <summary>
    /// Lets the clocks of all jobs judge; returns when something may change by itself next.
    /// </summary>
    public async Task<DateTimeOffset?> TickAsync(CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var due = _ledger.Roster.Ordered.Where(job => IsDue(job, _feeds.Horizon(job, now)))
            .Select(job => job.Labels);
        await _ledger.ChangeAllAsync(
            due, (job, nextId) => JobClocks.Tick(job, _feeds.Horizon(job, now) ?? now, nextId), cancellation);
        var unheard = _ledger.Roster.Ordered.Where(job => JobClocks.IsUnheard(job, now))
            .Select(job => job.Labels);
        await _ledger.ChangeAllAsync(unheard, (job, _) => JobClocks.Unheard(job, now), cancellation);
        // A job whose source is silent has no next moment before its source speaks.
        return _ledger.Roster.Ordered.Min(job =>
            JobClocks.NextMoment(job) is { } next && (next > now || job.Model.Feed.Length == 0)
                ? next
                : (DateTimeOffset?)null);
    }

    /// <summary>
    /// What a source of jobs told is complete up to a moment; its jobs are judged up to there.
    /// </summary>
    public void Heard(string feed, DateTimeOffset until) => _feeds.Heard(feed, until);

    /// <summary>What was due in a window in which nothing could be heard is not judged.</summary>
    /// <param name="from">When it began; in the future where the clock was set back.</param>
    public Task SkipAsync(DateTimeOffset from, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        return _ledger.ChangeAllAsync(
            _ledger.Roster.Ordered.Select(job => job.Labels), (state, _) => JobClocks.Skip(state, from, now),
            cancellation);
    }

    /// <summary>
    /// Replaces all that one origin declares; a job that is no longer declared keeps its history, and goes
    /// where it has none.
    /// </summary>
    public async Task DeclareAsync(
        JobOrigin origin, IEnumerable<JobModel> declared, CancellationToken cancellation)
    {
        var touched = _declarations.Replace(origin, declared);
        await _ledger.ChangeAllAsync(touched, (job, _) => Redeclare(job), cancellation);
        await _ledger.PlayAsync(turn =>
        {
            foreach (var job in touched.Where(IsEmpty)) Forget(turn, job);
        }, cancellation);
    }

    /// <summary>Declares one job on behalf of the page or the API, for good.</summary>
    /// <exception cref="StoreException">It could not be stored; nothing has changed.</exception>
    public async Task DeclareAsync(
        JobDeclaration declaration, JobModel model, CancellationToken cancellation)
    {
        await _ledger.PlayAsync(
            turn => JobArchive.Declare(turn.Rows, model.Labels, declaration), cancellation);
        var others = _declarations.All(JobOrigin.Page).Where(m => !m.Labels.Equals(model.Labels));
        await DeclareAsync(JobOrigin.Page, [.. others, model], cancellation);
    }

    /// <summary>Takes the page's word back.</summary>
    /// <param name="withHistory">Whether the job and its runs go as well.</param>
    public async Task ForgetAsync(Labels job, bool withHistory, CancellationToken cancellation)
    {
        await _ledger.PlayAsync(turn => JobArchive.Declare(turn.Rows, job, null), cancellation);
        if (withHistory)
        {
            if (_ledger.Find(job)?.Incident is { } open)
                await Incidents.ResolveAsync(open.Id, "", "the job was deleted", cancellation);
            await _ledger.PlayAsync(turn => Forget(turn, job), cancellation);
        }

        var others = _declarations.All(JobOrigin.Page).Where(m => !m.Labels.Equals(job)).ToList();
        await DeclareAsync(JobOrigin.Page, others, cancellation);
    }

    /// <summary>Tells the sinks of all open incidents again, as at a start.</summary>
    public void Report() => _reporter.Report();

    /// <summary>Takes what a source of alerts says of those that are incidents.</summary>
    public Task TakeAsync(AlertReport report, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        return _ledger.PlayAsync(
            turn => AlertIncidents.Take(turn, _ledger, report, now), cancellation);
    }

    public void Dispose()
    {
        _reporter.Dispose();
        _ledger.Dispose();
    }

    private static bool IsDue(JobState job, DateTimeOffset? horizon) => horizon is not null
        && (JobClocks.NextMoment(job) < horizon || (job.Model.Schedule is not null && job.DueAt is null));

    private JobChange Redeclare(JobState job)
    {
        var model = _declarations.Of(job.Labels);
        if (_ledger.Find(job.Labels) is not null && model.Equals(job.Model)) return JobChange.Nothing(job);
        // What was due while it was paused is not judged. What was due before a restart is: the schedule of a
        // cluster's job comes back with the cluster's first word only.
        var isSame = job.Model.IsPaused == model.IsPaused
            && (Equals(job.Model.Schedule, model.Schedule)
                || (job.Model.Schedule is null && JobClocks.IsDueTime(model.Schedule, job.DueAt)));
        return new JobChange(job with { Model = model, DueAt = isSame ? job.DueAt : null });
    }

    private bool IsEmpty(Labels job) => _ledger.Find(job) is
    {
        Model.Origin: JobOrigin.Heard, LastRun: null, Running.IsEmpty: true, Incident: null,
    };

    private static void Forget(LedgerTurn turn, Labels job)
    {
        JobArchive.Forget(turn.Rows, job);
        turn.Forgotten.Add(job);
    }
}
