using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class DiscoveryTotalsTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private FakeTarget _server = null!;
    private ScrapeService _service = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeTarget.StartAsync();
        (_server.ContentType, _server.Body) = ("application/json", """[{"targets": ["x:1", "y:2"]}]""");
        _service = new ScrapeService(
            new MemorySeries(), new RecordingArrivals(), (_, _) => [], _time,
            NullLogger<ScrapeService>.Instance);
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Refreshes_updates_and_failures_are_counted()
    {
        await _service.ApplyAsync([Job("good", Http(_server.Address), Http(_server.Address))], default);
        await Eventually.True(() => Value("prometheus_sd_received_updates_total") == 2, "both told");
        await Eventually.True(() => Value("prometheus_sd_updates_total") == 3, "both taken over");
        Assert.Equal(2, Value("prometheus_sd_discovered_targets"));
        Assert.Equal(
            _time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0,
            Value("prometheus_sd_last_update_timestamp_seconds"));
        var durations = (SummaryMetric)One("prometheus_sd_refresh_duration_seconds");
        Assert.Equal(Labels.Of("config", "good", "mechanism", "http"), durations.Labels);
        Assert.Equal(2, durations.Count);
        var buckets = (HistogramMetric)One("prometheus_sd_refresh_duration_histogram_seconds");
        Assert.Equal((2, 2.0), (buckets.Count, buckets.Buckets[0].CumulativeCount));
        Assert.Equal(0, Value("prometheus_sd_http_failures_total"));

        _server.Status = 503;
        _time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.True(() => Value("prometheus_sd_http_failures_total") == 2, "both failed");
        Assert.Equal(2, Value("prometheus_sd_received_updates_total"));
    }

    [Fact]
    public async Task What_was_counted_outlives_the_job()
    {
        await _service.ApplyAsync([Job("gone", Http(_server.Address))], default);
        await Eventually.True(() => Value("prometheus_sd_updates_total") == 2, "taken over");
        await _service.ApplyAsync([], default);
        Assert.Equal(2, Value("prometheus_sd_updates_total"));
        Assert.DoesNotContain(_service.Metrics, f => f.Name == "prometheus_sd_refresh_duration_seconds");
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_counted()
    {
        using var directory = new TempDirectory();
        directory.Write("a.json", "[{");
        var files = new FileDiscoveryModel([directory.File("*.json")], TimeSpan.FromMinutes(5));
        await _service.ApplyAsync([Job("files", files)], default);
        Assert.Equal(1, Value("prometheus_sd_file_read_errors_total"));
        Assert.Equal(1, ((SummaryMetric)One("prometheus_sd_file_scan_duration_seconds")).Count);
    }

    [Fact]
    public async Task Discovery_of_a_job_that_is_left_out_is_a_failed_configuration()
    {
        var tls = new TlsModel { Ca = new SecretModel("", "/not/there") };
        var found = Http(_server.Address) with { Http = new HttpClientModel { Tls = tls } };
        await _service.ApplyAsync([Job("bad", found)], default);
        Assert.Equal(1, Value("prometheus_sd_failed_configs"));
        await _service.ApplyAsync([], default);
        Assert.Equal(0, Value("prometheus_sd_failed_configs"));
    }

    [Fact]
    public async Task Targets_that_cannot_be_scraped_are_counted()
    {
        var bad = Labels.Of("__address__", "x:1", "__scrape_interval__", "often");
        var groups = new StaticDiscoveryModel([new TargetGroup("0", [bad], Labels.Empty)]);
        await _service.ApplyAsync([Job("j", groups)], default);
        Assert.Equal(1, Value("prometheus_target_sync_failed_total"));
    }

    private double Value(string name) => ((ValueMetric)One(name)).Value;

    private Metric One(string name) => Assert.Single(_service.Metrics.Single(f => f.Name == name).Metrics);

    private static HttpDiscoveryModel Http(string address) =>
        new(new Uri($"http://{address}/"), TimeSpan.FromSeconds(30), new HttpClientModel());

    private static ScrapeModel Job(string name, params DiscoveryModel[] discovery) =>
        new() { JobName = name, Fingerprint = name, Discovery = discovery };
}
