using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Pools;

public sealed class ScrapeServiceTests : IAsyncLifetime
{
    private readonly MemorySeries _series = new();
    private readonly ManualTime _time = new();
    private FakeTarget _fake = null!;
    private ScrapeService _service = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeTarget.StartAsync();
        _fake.Body = "a 1\n";
        _service = new ScrapeService(
            _series, new RecordingArrivals(), (_, _) => [], _time, NullLogger<ScrapeService>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Targets_are_scraped_at_every_interval()
    {
        await _service.ApplyAsync([Job("j", "1", _fake.Address)], default);
        await Until(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Up("j").Count >= 3;
        });

        var times = Up("j").Select(s => s.TimestampMs).ToArray();
        Assert.Equal(times.Order(), times);
        Assert.Single(_service.ActiveTargets);
        Assert.True(Summary("prometheus_target_interval_length_seconds", "interval", "15s").Count >= 2);
        Assert.Equal(1, Summary("prometheus_target_sync_length_seconds", "scrape_job", "j").Count);
        Assert.Equal(1, Value("prometheus_target_scrape_pool_sync_total"));
    }

    [Fact]
    public async Task A_job_that_is_gone_after_a_reload_ends_its_series_and_the_others_go_on()
    {
        await _service.ApplyAsync([Job("j", "1", _fake.Address), Job("k", "1", _fake.Address)], default);
        _time.Advance(TimeSpan.FromSeconds(15));
        await Until(() => Up("j").Count == 1 && Up("k").Count == 1);
        var kept = _service.ActiveTargets.Single(target => target.Job.JobName == "k");
        _time.Advance(TimeSpan.FromSeconds(1));
        await _service.ApplyAsync([Job("k", "1", _fake.Address)], default);
        Assert.True(StaleMarker.Is(Up("j")[^1].Value));
        Assert.Same(kept, Assert.Single(_service.ActiveTargets));
    }

    [Fact]
    public async Task A_job_that_changed_takes_its_targets_over_without_ending_their_series()
    {
        await _service.ApplyAsync([Job("j", "1", _fake.Address)], default);
        _time.Advance(TimeSpan.FromSeconds(15));
        await Until(() => Up("j").Count == 1);
        await _service.ApplyAsync([Job("j", "2", _fake.Address)], default);
        _time.Advance(TimeSpan.FromSeconds(15));
        await Until(() => Up("j").Count == 2);
        Assert.Equal([1.0, 1], Up("j").Select(s => s.Value));
        Assert.Equal(1, Value("prometheus_target_scrape_pools_total"));
        Assert.Equal(1, Value("prometheus_target_scrape_pool_reloads_total"));
    }

    [Fact]
    public async Task A_job_whose_certificates_cannot_be_read_is_left_out_and_the_others_run()
    {
        var broken = Job("broken", "1", _fake.Address) with
        {
            Http = new HttpClientModel { Tls = new TlsModel { Ca = new SecretModel("", "/no/such/ca.pem") } },
        };
        await _service.ApplyAsync([broken, Job("j", "1", _fake.Address)], default);
        Assert.Equal(["j"], _service.Jobs);
        Assert.Equal(1, Value("prometheus_target_scrape_pools_failed_total"));
    }

    [Fact]
    public async Task Too_many_targets_fail_every_scrape()
    {
        await _service.ApplyAsync(
            [Job("j", "1", _fake.Address, "127.0.0.1:1") with { Limits = new ScrapeLimits { Targets = 1 } }],
            default);
        _time.Advance(TimeSpan.FromSeconds(15));
        await Until(() => Up("j").Count == 1);
        Assert.Equal(0, Up("j")[0].Value);
        await Until(() => _service.ActiveTargets.All(
            t => t.Report.Error == "target_limit exceeded (number of targets: 2, limit: 1)"));
        Assert.Equal(1, Value("prometheus_target_scrape_pool_exceeded_target_limit_total"));
    }

    [Fact]
    public async Task Targets_that_relabeling_drops_are_listed_with_what_was_discovered()
    {
        var drop = new RelabelRule { Action = RelabelAction.Drop, SourceLabels = ["__address__"] };
        await _service.ApplyAsync([Job("j", "1", _fake.Address) with { Relabeling = [drop] }], default);
        Assert.Empty(_service.ActiveTargets);
        var dropped = Assert.Single(_service.DroppedTargets);
        Assert.Equal(1, dropped.Count);
        Assert.Equal(
            Labels.Of(
                "__address__", _fake.Address, "__always_scrape_classic_histograms__", "false",
                "__convert_classic_histograms_to_nhcb__", "false", "__metrics_path__", "/metrics",
                "__scheme__", "http", "__scrape_interval__", "15s", "__scrape_native_histograms__", "false",
                "__scrape_timeout__", "15s", "job", "j"),
            dropped.Labels[0]);
    }

    private IReadOnlyList<Sample> Up(string job) =>
        _series.Samples(Labels.Of("__name__", "up", "job", job, "instance", _fake.Address));

    private double Value(string name) =>
        ((ValueMetric)Assert.Single(_service.Metrics.Single(f => f.Name == name).Metrics)).Value;

    private SummaryMetric Summary(string name, string label, string value) =>
        (SummaryMetric)_service.Metrics.Single(f => f.Name == name).Metrics
            .Single(m => m.Labels[label] == value);

    private static ScrapeModel Job(string name, string fingerprint, params string[] addresses) => new()
    {
        JobName = name,
        Fingerprint = fingerprint,
        Interval = TimeSpan.FromSeconds(15),
        // As long as the clock is moved at once: a scrape that begins on the way must not run out of it.
        Timeout = TimeSpan.FromSeconds(15),
        Discovery =
        [
            new StaticDiscoveryModel(
                [new TargetGroup(
                    "0", [.. addresses.Select(a => Labels.Of("__address__", a))], Labels.Empty)]),
        ],
    };

    private static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
