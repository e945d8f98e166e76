using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>
/// Two hundred CronJobs over thirty days, known by the series of kube-state-metrics alone: no verdict is
/// false and none is missed, against the plan that made the series. Beside it the expressions that a large
/// shop wrote for the same purpose, to see where they differ.
/// </summary>
public sealed class OzonTests
{
    private const int Seed = 20261122;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(
        Environment.GetEnvironmentVariable("HOTARU_LONG_TESTS") is null ? 10 : 1);

    private readonly ClusterPlan _plan = new(Seed);
    private readonly PlannedSource _source;

    private readonly ITestOutputHelper _output;

    public OzonTests(ITestOutputHelper output)
    {
        _output = output;
        _source = new PlannedSource(_plan.Crons.SelectMany(PlannedMetrics.Of), ClusterPlan.End);
    }

    [Fact]
    public async Task Every_verdict_is_that_of_the_schedule_that_made_the_series()
    {
        var time = new ManualTime(ClusterPlan.Start);
        using var board = new JobBoard(new MemoryStore(), [], [], time);
        using var declarations = new ClusterDeclarations(board);
        var options = new WorkloadOptions
        {
            StartGrace = PlannedCron.Grace,
            LongestRun = PlannedCron.Longest,
        };
        using var service = new StateMetricsJobService(
            _source, "", _ => new WorkloadFeed("kube-state-metrics", "series", board, declarations, options),
            time, NullLogger<StateMetricsJobService>.Instance);
        for (; time.GetUtcNow() < ClusterPlan.End; time.Advance(LookEvery))
        {
            await service.LookAsync(CancellationToken.None);
            await board.TickAsync(CancellationToken.None);
        }

        var told = board.Incidents.All().Select(i => board.Incidents.Find(i.Id)!)
            .ToLookup(i => i.Job[LabelNames.Job]);
        foreach (var cron in _plan.Crons) Compare(cron, told[cron.Name].OrderBy(i => i.Id).ToList(), time);
        Assert.Equal(200, board.Jobs.Count);
        Assert.True(told.Count > 40, "the plan makes no trouble");
        var verdicts = told.SelectMany(incidents => incidents).SelectMany(incident => incident.Entries)
            .Where(entry => entry.IsVerdict).CountBy(entry => entry.Kind);
        _output.WriteLine(
            $"looked every {LookEvery.TotalMinutes} min: {told.Sum(i => i.Count())} incidents of "
            + $"{told.Count} jobs, none false, none missed: {string.Join(", ", verdicts)}");
    }

    [Fact]
    public void The_expressions_of_the_article_see_failures_for_two_minutes_and_confuse_pauses_with_misses()
    {
        var (from, until) = (ClusterPlan.Start.AddDays(7), ClusterPlan.Start.AddDays(9));
        var runs = _plan.Crons.SelectMany(cron => cron.Runs);
        const string failed = """
            ((time() - kube_job_status_start_time{}) / 60) * on (job_name, namespace)
            (kube_job_failed{condition="true"} > 0 unless kube_job_failed{condition="true"} offset 2m > 0)
            """;
        var pulses = Evaluate(failed, from, until);
        Assert.Equal(
            runs.Where(run => !run.Succeeds && run.End > from.AddMinutes(-1)
                && run.End <= until.AddMinutes(-1))
                .Select(run => run.Name).Order(StringComparer.Ordinal),
            pulses.Keys.Order(StringComparer.Ordinal));
        // Two minutes later nothing fires, though the job has not succeeded since.
        Assert.All(pulses.Values, samples => Assert.InRange(samples, 1, 2));

        const string tooLong = """
            (((time() - kube_job_status_start_time{}) / 60) * on (job_name, namespace)
            kube_job_status_active{} != 0) > 60
            """;
        Assert.Equal(
            runs.Where(run => run.End - run.Start > PlannedCron.Longest && run.End > from.AddMinutes(1)
                && run.Start + PlannedCron.Longest < until.AddMinutes(-1))
                .Select(run => run.Name).Order(StringComparer.Ordinal),
            Evaluate(tooLong, from, until).Keys.Order(StringComparer.Ordinal));

        var late = Evaluate("(time() - kube_cronjob_status_last_schedule_time{}) / 60 > 4500", from, until)
            .Keys.ToHashSet(StringComparer.Ordinal);
        // A false alarm for who is suspended, and silence about who was never scheduled.
        Assert.Superset(Names(CronKind.SuspendedAlways), late);
        Assert.Empty(Names(CronKind.NeverScheduled).Intersect(late));
        var missed = _plan.Crons.Where(cron => cron.Missed.Exists(due => due > from && due < until)).ToList();
        _output.WriteLine($"two days: {pulses.Count} failed runs seen for "
            + $"{pulses.Values.Min()} to {pulses.Values.Max()} minutes each; "
            + $"{missed.Count(cron => late.Contains(cron.Name))} of {missed.Count} jobs that did not start, "
            + $"{late.Except(missed.Select(cron => cron.Name)).Count()} false alarms of lateness");
    }

    private static void Compare(PlannedCron cron, List<Incident> told, ManualTime time)
    {
        var planned = cron.Incidents(ClusterPlan.Start, time.GetUtcNow() - LookEvery);
        var where = $"{cron.Name} \"{cron.Schedule}\", seed {Seed}: "
            + $"planned [{string.Join("; ", planned)}], told [{string.Join("; ", told.Select(Shown))}]";
        Assert.True(planned.Count == told.Count, where);
        foreach (var (plan, incident) in planned.Zip(told))
        {
            Assert.True(plan.Reason == incident.Reason && plan.ClosedAt == incident.ClosedAt, where);
            Assert.True((incident.OpenedAt - plan.OpenedAt).Duration() <= LookEvery, where);
            Assert.True(plan.Verdicts == Verdicts(incident), where);
        }
    }

    private static int Verdicts(Incident incident) => incident.Entries.Count(entry =>
        entry.Kind is IncidentEntryKind.Failed or IncidentEntryKind.NotStarted or IncidentEntryKind.TooLong);

    private static string Shown(Incident incident) =>
        $"{incident.Reason} {incident.OpenedAt:u} {Verdicts(incident)} {incident.ClosedAt:u}";

    private HashSet<string> Names(CronKind kind) => _plan.Crons.Where(cron => cron.Kind == kind)
        .Select(cron => cron.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>For how many minutes an expression has a value, by the name of the Job or CronJob.</summary>
    private Dictionary<string, int> Evaluate(string expression, DateTimeOffset from, DateTimeOffset until)
    {
        using var engine = new PromqlEngine(_source, new EngineOptions(), TimeProvider.System);
        var result = engine.Range(
            engine.Parse(expression), from.AddMinutes(1).ToUnixTimeMilliseconds(),
            until.AddMinutes(-1).ToUnixTimeMilliseconds(), 60_000, CancellationToken.None);
        return ((MatrixValue)result.Value).Series.ToDictionary(
            series => series.Labels["job_name"] is { Length: > 0 } job ? job : series.Labels["cronjob"],
            series => series.Floats.Count, StringComparer.Ordinal);
    }
}
