using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Kubernetes;

/// <summary>
/// A cluster of one CronJob on virtual time; its source looks every half minute unless it is away.
/// </summary>
internal sealed class ClusterStory : IDisposable
{
    private static readonly WorkloadName Name = new("", "shop", "report");
    private readonly Dictionary<string, JobFacts> _jobs = new(StringComparer.Ordinal);
    private WorkloadFeed _feed = null!;
    private ClusterDeclarations? _declarations;

    public ClusterStory(
        string schedule = "0 * * * *", WorkloadOptions? options = null, params JobModel[] declared)
    {
        Options = options ?? new WorkloadOptions();
        Cron = new CronJobFacts(Name) { Schedule = schedule, CreatedAt = Time.GetUtcNow() };
        Board = new JobBoard(Store, declared, [Sink], Time);
        Restart(declared);
    }

    public ManualTime Time { get; } = new();

    public MemoryStore Store { get; } = new();

    public RecordingAlertSink Sink { get; } = new();

    public WorkloadOptions Options { get; }

    public JobBoard Board { get; private set; }

    public CronJobFacts? Cron { get; set; }

    public bool IsAway { get; set; }

    public DateTimeOffset Now => Time.GetUtcNow();

    public JobState Job => Board.Find(Labels.Of("job", "report", "namespace", "shop"))!;

    public IReadOnlyList<Incident> Incidents =>
        [.. Board.Incidents.All().Select(i => Board.Incidents.Find(i.Id)!)];

    /// <summary>The controller makes a Job for a due time, which begins now.</summary>
    public string Start(DateTimeOffset? due = null)
    {
        Cron = Cron! with { LastScheduledAt = due ?? Now };
        var name = $"report-{Now.ToUnixTimeSeconds() / 60}";
        _jobs[name] = new JobFacts(Name with { Name = name })
        {
            OwnerKind = "CronJob",
            OwnerName = "report",
            CreatedAt = Now,
            StartedAt = Now,
            Phase = JobPhase.Running,
        };
        return name;
    }

    public void Succeed(string job)
    {
        _jobs[job] = _jobs[job] with { Phase = JobPhase.Succeeded, EndedAt = Now };
        Cron = Cron! with { LastSucceededAt = Now };
    }

    public void Fail(string job, int? exitCode = 1) => _jobs[job] = _jobs[job] with
    {
        Phase = JobPhase.Failed,
        EndedAt = Now,
        Reason = "BackoffLimitExceeded",
        ExitCode = exitCode,
    };

    public void Delete(string job) => _jobs.Remove(job);

    public async Task RunAsync(bool succeeds, TimeSpan takes)
    {
        var job = Start();
        await PassAsync(takes);
        if (succeeds) Succeed(job);
        else Fail(job);
    }

    public async Task PassUntilAsync(double hours) => await PassAsync(
        ManualTime.DefaultStart.AddHours(hours) - Now);

    public async Task PassAsync(TimeSpan by)
    {
        for (var end = Now + by; Now < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(30));
            await LookAsync();
        }
    }

    public async Task LookAsync()
    {
        if (!IsAway)
        {
            var picture = new WorkloadPicture(Cron is null ? [] : [Cron], [.. _jobs.Values], Now);
            await _feed.SeeAsync(picture, CancellationToken.None);
        }

        await Board.TickAsync(CancellationToken.None);
    }

    /// <summary>The appliance begins anew with what is on disk.</summary>
    public void Restart(params JobModel[] declared)
    {
        Board.Dispose();
        Board = new JobBoard(Store, declared, [Sink], Time);
        _declarations?.Dispose();
        _declarations = new ClusterDeclarations(Board);
        _feed = new WorkloadFeed("kubernetes", "kubernetes", Board, _declarations, Options);
    }

    public void Dispose()
    {
        _declarations?.Dispose();
        Board.Dispose();
    }
}
