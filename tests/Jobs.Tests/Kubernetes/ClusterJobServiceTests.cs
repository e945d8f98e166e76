using Hotaru.Kubernetes;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Testing.Kubernetes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Jobs.Tests.Kubernetes;

/// <summary>The whole way from an API server over HTTP to the board, on virtual time.</summary>
public sealed class ClusterJobServiceTests : IAsyncLifetime
{
    private const string Crons = "/apis/batch/v1/cronjobs";
    private const string Jobs = "/apis/batch/v1/jobs";
    private static readonly Labels Report = Labels.Of("job", "report", "namespace", "shop");
    private readonly ManualTime _time = new();
    private readonly JobBoard _board;
    private readonly ClusterDeclarations _declarations;
    private readonly ClusterJobService _service;
    private KubernetesApiServer _api = null!;

    public ClusterJobServiceTests()
    {
        _board = new JobBoard(new MemoryStore(), [], [], _time);
        _declarations = new ClusterDeclarations(_board);
        var reflectors = new SharedReflectors(_time, NullLogger.Instance);
        var feed = new WorkloadFeed(
            "kubernetes", "kubernetes", _board, _declarations, new WorkloadOptions());
        _service = new ClusterJobService(
            feed, query => reflectors.Lease("api", query, Connect), [], _time,
            NullLogger<ClusterJobService>.Instance);
    }

    public async Task InitializeAsync() => _api = await KubernetesApiServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        _declarations.Dispose();
        _board.Dispose();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_failed_run_says_why_and_the_next_success_closes()
    {
        _api.Put(Crons, Cron());
        await _service.StartAsync(CancellationToken.None);
        await Sees(job => job.Model.Schedule is not null);
        _api.Put("/api/v1/pods", """
            {"metadata": {"namespace": "shop", "name": "report-1-x", "labels": {"job-name": "report-1"}},
             "status": {"containerStatuses": [{"name": "main", "state": {"terminated":
               {"exitCode": 137, "reason": "OOMKilled", "finishedAt": "2026-01-01T01:01:00Z"}}}]}}
            """);
        _api.Put(Jobs, Job("report-1", "2026-01-01T01:00:00Z", """
            {"type": "Failed", "status": "True", "reason": "BackoffLimitExceeded",
             "message": "Job has reached the specified backoff limit",
             "lastTransitionTime": "2026-01-01T01:02:00Z"}
            """));
        await Sees(job => job.Incident is not null);
        var run = Assert.Single(_board.Runs(Report));
        Assert.Equal((137, "kubernetes"), (run.ExitCode, run.Source));
        Assert.Equal(
            "BackoffLimitExceeded: Job has reached the specified backoff limit\n"
            + "container main: OOMKilled, exit code 137\n", run.Output);
        _api.Put(Jobs, Job("report-2", "2026-01-01T02:00:00Z", """
            {"type": "Complete", "status": "True", "lastTransitionTime": "2026-01-01T02:03:00Z"}
            """));
        await Sees(job => job.Incident is null);
        Assert.Equal(TimeSpan.FromMinutes(61), Assert.Single(_board.Incidents.All()).Duration);
    }

    [Fact]
    public async Task Jobs_keep_their_state_through_outages_and_forgotten_versions()
    {
        _api.Put(Crons, Cron());
        await _service.StartAsync(CancellationToken.None);
        await Sees(job => job.Model.Schedule is not null);
        await PassAsync(TimeSpan.FromMinutes(50));
        _api.GoDown();
        await PassAsync(TimeSpan.FromMinutes(20));
        Assert.Equal("unknown", _board.Find(Report)!.Word);
        Assert.Empty(_board.Incidents.All());
        // It ran while nobody could see it; the versions watched from are forgotten meanwhile.
        _api.Put(Jobs, Job("report-1", "2026-01-01T01:00:00Z", """
            {"type": "Complete", "status": "True", "lastTransitionTime": "2026-01-01T01:03:00Z"}
            """));
        _api.Compact();
        _api.ComeBack();
        await Sees(job => job.Word == "succeeded");
        Assert.Empty(_board.Incidents.All());
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.Zero), _board.Find(Report)!.DueAt);
    }

    private static string Cron() => """
        {"metadata": {"namespace": "shop", "name": "report", "creationTimestamp": "2025-12-31T23:30:00Z"},
         "spec": {"schedule": "0 * * * *", "concurrencyPolicy": "Allow"}, "status": {}}
        """;

    private static string Job(string name, string start, string condition) => $$$"""
        {"metadata": {"namespace": "shop", "name": "{{{name}}}", "creationTimestamp": "{{{start}}}",
           "ownerReferences": [{"controller": true, "kind": "CronJob", "name": "report"}]},
         "spec": {}, "status": {"startTime": "{{{start}}}", "conditions": [{{{condition}}}]}}
        """;

    private KubernetesClient Connect() => new(_api.Address, () => new HttpClient(), _time);

    private async Task PassAsync(TimeSpan by)
    {
        for (var passed = TimeSpan.Zero; passed < by; passed += TimeSpan.FromSeconds(10))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            // The sockets' time is not virtual: they need a moment of ours.
            await Task.Delay(5, CancellationToken.None);
            await _board.TickAsync(CancellationToken.None);
        }
    }

    private Task Sees(Func<JobState, bool> condition) => Eventually.True(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(200));
        return _board.Find(Report) is { } job && condition(job);
    }, "seen");
}
