using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Scraping;

public sealed class TargetScrapeTests : IAsyncLifetime
{
    private readonly MemorySeries _series = new();
    private readonly RecordingArrivals _arrivals = new();
    private readonly ManualTime _time = new();
    private FakeTarget _fake = null!;
    private Target _target = null!;
    private TargetScrape _scrape = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeTarget.StartAsync();
        Use(new ScrapeModel { JobName = "j", Fingerprint = "" });
    }

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task A_page_becomes_series_with_the_targets_labels_and_a_report()
    {
        _fake.Body = "# HELP m A thing.\n# TYPE m gauge\nm{x=\"1\"} 2\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Equal([new Sample(1000, 2)], Of("m", "x", "1"));
        Assert.Equal(1, Value("up"));
        Assert.Equal(1, Value("scrape_samples_scraped"));
        Assert.Equal(1, Value("scrape_samples_post_metric_relabeling"));
        Assert.Equal(1, Value("scrape_series_added"));
        Assert.Single(Of("scrape_duration_seconds"));
        Assert.Equal(new MetricMetadata(MetricType.Gauge, "A thing.", ""), _target.Metadata["m"]);
        Assert.Equal((TargetHealth.Up, ""), (_target.Report.Health, _target.Report.Error));
        await _scrape.ScrapeAsync(2000, default);
        Assert.Equal(0, Value("scrape_series_added"));
        Assert.Equal(2, Of("m", "x", "1").Count);
    }

    [Fact]
    public async Task A_series_that_vanishes_gets_one_stale_marker()
    {
        _fake.Body = "a 1\nb 1\n";
        await _scrape.ScrapeAsync(1000, default);
        _fake.Body = "a 1\n";
        await _scrape.ScrapeAsync(2000, default);
        await _scrape.ScrapeAsync(3000, default);
        Assert.Equal(3, Of("a").Count);
        Assert.Equal([1000, 2000], Of("b").Select(s => s.TimestampMs));
        Assert.True(StaleMarker.Is(Of("b")[1].Value));
        _fake.Body = "a 1\nb 5\n";
        await _scrape.ScrapeAsync(4000, default);
        Assert.Equal(5, Of("b")[^1].Value);
        Assert.Equal(1, Value("scrape_series_added"));
    }

    [Fact]
    public async Task A_failed_scrape_ends_every_series_once_and_wakes_the_rules()
    {
        _fake.Body = "a 1\n";
        await _scrape.ScrapeAsync(1000, default);
        _fake.Status = 500;
        await _scrape.ScrapeAsync(2000, default);
        await _scrape.ScrapeAsync(3000, default);
        Assert.Equal(2, Of("a").Count);
        Assert.True(StaleMarker.Is(Of("a")[1].Value));
        Assert.Equal([1.0, 0, 0], Of("up").Select(s => s.Value));
        Assert.Equal("server returned HTTP status 500 Internal Server Error", _target.Report.Error);
        Assert.Equal([["up"], ["up", "a"]], _arrivals.All.Select(names => names.ToArray()));
        _fake.Status = 200;
        await _scrape.ScrapeAsync(4000, default);
        Assert.Equal(1, Of("a")[^1].Value);
        Assert.Equal(3, _arrivals.All.Count);
    }

    [Fact]
    public async Task A_page_with_an_error_is_not_stored_in_part()
    {
        _fake.Body = "a 1\nb one\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Empty(Of("a"));
        Assert.Equal(0, Value("up"));
        Assert.Equal("line 2, column 3: \"one\" is not a float", _target.Report.Error);
    }

    [Fact]
    public async Task Series_with_timestamps_of_their_own_get_no_marker()
    {
        _fake.Body = "a 1 500\n";
        await _scrape.ScrapeAsync(1000, default);
        _fake.Body = "";
        await _scrape.ScrapeAsync(2000, default);
        Assert.Equal([new Sample(500, 1)], Of("a"));
    }

    [Fact]
    public async Task Labels_of_the_target_win_and_what_was_exposed_is_kept_as_exported()
    {
        _fake.Body = "m{job=\"mine\",exported_instance=\"x\",instance=\"i\"} 1\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Single(
            Of("m", "exported_job", "mine", "exported_instance", "x", "exported_exported_instance", "i"));
    }

    [Fact]
    public async Task With_honor_labels_what_was_exposed_wins()
    {
        Use(new ScrapeModel { JobName = "j", Fingerprint = "", HonorLabels = true });
        _fake.Body = "m{job=\"mine\",instance=\"\"} 1\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Single(_series.Samples(Labels.Of("__name__", "m", "job", "mine")));
    }

    [Fact]
    public async Task The_sample_limit_fails_the_scrape_and_still_counts()
    {
        Use(new ScrapeModel { JobName = "j", Fingerprint = "", Limits = new ScrapeLimits { Samples = 2 } });
        _fake.Body = "a 1\nb 1\nc 1\nd 1\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Equal("sample limit exceeded", _target.Report.Error);
        Assert.Empty(Of("a"));
        Assert.Equal(4, Value("scrape_samples_scraped"));
    }

    [Fact]
    public async Task The_body_limit_fails_the_scrape_also_when_it_came_compressed()
    {
        Use(new ScrapeModel
        {
            JobName = "j",
            Fingerprint = "",
            Limits = new ScrapeLimits { BodySize = 1000 }
        });
        _fake.Gzip = true;
        _fake.Body = string.Concat(Enumerable.Range(0, 400).Select(i => $"a{i} 1\n"));
        await _scrape.ScrapeAsync(1000, default);
        Assert.Equal("body size limit exceeded (1000 bytes)", _target.Report.Error);
    }

    [Fact]
    public async Task Metric_relabeling_drops_for_good_and_without_looking_again()
    {
        Use(new ScrapeModel
        {
            JobName = "j",
            Fingerprint = "",
            MetricRelabeling =
            [
                new RelabelRule
                {
                    Action = RelabelAction.Drop, SourceLabels = ["__name__"],
                    Regex = GoRegex.Anchored("go_.*"),
                },
            ],
        });
        _fake.Body = "go_a 1\nb 1\n";
        await _scrape.ScrapeAsync(1000, default);
        await _scrape.ScrapeAsync(2000, default);
        Assert.Empty(Of("go_a"));
        Assert.Equal(
            (2, 1), (Value("scrape_samples_scraped"), Value("scrape_samples_post_metric_relabeling")));
    }

    [Theory]
    [InlineData("", "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol "
        + "specified for target")]
    [InlineData(
        "text/html", "received unsupported Content-Type \"text/html\" and no fallback_scrape_protocol "
        + "specified for target")]
    public async Task An_unknown_type_fails_the_scrape(string type, string error)
    {
        _fake.ContentType = type;
        _fake.Body = "a 1\n";
        await _scrape.ScrapeAsync(1000, default);
        Assert.Equal(error, _target.Report.Error);
        Use(new ScrapeModel { JobName = "j", Fingerprint = "", FallbackProtocol = ScrapeProtocol.Text004 });
        await _scrape.ScrapeAsync(2000, default);
        Assert.Single(Of("a"));
    }

    [Fact]
    public async Task The_request_asks_as_Prometheus_does()
    {
        await _scrape.ScrapeAsync(1000, default);
        Assert.True(_fake.Requests.TryDequeue(out var request));
        Assert.Equal(
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;"
            + "escaping=allow-utf-8;q=0.3,"
            + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            request["Accept"]);
        Assert.Equal("10", request["X-Prometheus-Scrape-Timeout-Seconds"]);
        Assert.Equal("gzip", request["Accept-Encoding"]);
        Assert.Equal("/metrics", request["url"]);
    }

    [Fact]
    public async Task A_target_that_does_not_answer_is_given_up_after_the_timeout()
    {
        _fake.Hangs = true;
        var scrape = _scrape.ScrapeAsync(1000, default);
        while (_fake.Requests.IsEmpty) await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(10));
        await scrape;
        Assert.Equal($"Get \"http://{_fake.Address}/metrics\": context deadline exceeded after 10s",
            _target.Report.Error);
    }

    [Fact]
    public async Task The_end_of_a_target_ends_its_series_and_its_report()
    {
        _fake.Body = "a 1\n";
        await _scrape.ScrapeAsync(1000, default);
        await _scrape.EndAsync(2000, default);
        foreach (var name in (string[])["a", "up", "scrape_duration_seconds"])
            Assert.True(StaleMarker.Is(Of(name)[^1].Value));
    }

    [Fact]
    public async Task Series_of_the_former_configuration_that_do_not_come_again_end()
    {
        _fake.Body = "a 1\nb 1\n";
        await _scrape.ScrapeAsync(1000, default);
        var inherited = _scrape.Alive();
        Use(new ScrapeModel { JobName = "j", Fingerprint = "" }, inherited);
        _fake.Body = "a 2\n";
        await _scrape.ScrapeAsync(2000, default);
        Assert.Equal(2, Of("a")[^1].Value);
        Assert.True(StaleMarker.Is(Of("b")[^1].Value));
    }

    [Fact]
    public async Task A_steady_scrape_allocates_nearly_nothing_for_its_series()
    {
        _fake.Body = string.Concat(Enumerable.Range(0, 2000).Select(i => $"m{{i=\"{i}\"}} 1\n"));
        var cache = new SeriesCache();
        var appender = new PageAppender(_target, cache, new FamilyCache());
        var bytes = System.Text.Encoding.UTF8.GetBytes(_fake.Body);
        using var batch = new NoBatch();
        long before = 0;
        for (var round = 0; round < 10; round++)
        {
            if (round == 5) before = GC.GetAllocatedBytesForCurrentThread();
            var tally = new ScrapeTally();
            cache.BeginScrape();
            appender.Append(batch, new ScrapedPage(bytes, bytes.Length, Exposition.ExpositionFormat.Text),
                round, ref tally);
            cache.EndGoodScrape(_ => { });
            Assert.Equal(2000, tally.Kept);
        }

        // Five scrapes of 2,000 series: the parser itself, and nothing that grows with the series.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        await Task.CompletedTask;
    }

    private void Use(ScrapeModel job, IReadOnlyList<CachedSeries>? inherited = null)
    {
        _target = TargetBuilder.Build(
            job, Labels.Of("__address__", _fake.Address, "instance", "i1"), Labels.Empty, out _, out _)!;
        var context = new ScrapeContext(_series, _arrivals, _time, NullLogger.Instance);
        _scrape = new TargetScrape(_target, new ScrapeClient(job, _time), context, inherited ?? []);
    }

    private IReadOnlyList<Sample> Of(string name, params string[] labels) =>
        _series.Samples(Labels.Of(["__name__", name, "instance", "i1", "job", "j", .. labels]));

    private double Value(string name) => Of(name)[^1].Value;

    private sealed class NoBatch : ISampleBatch
    {
        public AppendOutcome Append(
            ref SeriesReference reference, Labels labels, long timestampMs, double value,
            long startTimestampMs = 0) =>
            AppendOutcome.Accepted;

        public AppendOutcome Append(
            ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
            long startTimestampMs = 0) => AppendOutcome.Accepted;

        public void Append(
            ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs)
        {
        }

        public void Describe(string family, MetricMetadata metadata)
        {
        }

        public Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation) =>
            Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
