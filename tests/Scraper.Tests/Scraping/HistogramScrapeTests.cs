using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Scraper.Tests.Scraping;

/// <summary>What a job's settings make of histograms, and where its failures are written.</summary>
public sealed class HistogramScrapeTests : IAsyncLifetime
{
    private const string Classic = """
        # TYPE h histogram
        h_bucket{x="a",le="0.5"} 1
        h_bucket{x="a",le="2"} 1
        h_bucket{x="a",le="+Inf"} 4
        h_sum{x="a"} 9.5
        h_count{x="a"} 4
        # TYPE g gauge
        g 1

        """;

    private readonly MemorySeries _series = new();
    private readonly ManualTime _time = new();
    private readonly LineLog _log = [];
    private FakeTarget _fake = null!;
    private Target _target = null!;

    public async Task InitializeAsync() => _fake = await FakeTarget.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task Classic_histograms_become_custom_buckets()
    {
        await ScrapeAsync(Job() with { ConvertClassicHistograms = true }, Classic);
        Assert.Equal(["g", "h"], Names());
        var histogram = Read("h");
        Assert.Equal([0.5, 2], histogram.CustomValues);
        Assert.Equal([1, 3], histogram.PositiveBuckets);
        Assert.Equal([new HistogramSpan(0, 1), new HistogramSpan(1, 1)], histogram.PositiveSpans);
        Assert.Equal((4, 9.5, -53), (histogram.Count, histogram.Sum, histogram.Schema));
    }

    [Fact]
    public async Task The_classic_series_stay_where_they_are_wanted_too()
    {
        await ScrapeAsync(
            Job() with { ConvertClassicHistograms = true, AlwaysClassicHistograms = true }, Classic);
        Assert.Equal(["g", "h", "h_bucket", "h_count", "h_sum"], Names());
    }

    [Fact]
    public async Task Counts_that_fall_make_no_histogram()
    {
        await ScrapeAsync(
            Job() with { ConvertClassicHistograms = true },
            "# TYPE h histogram\nh_bucket{le=\"1\"} 5\nh_bucket{le=\"2\"} 3\nh_count 5\nh_sum 1\n");
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_histogram_over_the_bucket_limit_fails_the_scrape()
    {
        await ScrapeAsync(
            Job() with
            {
                ConvertClassicHistograms = true,
                Limits = new ScrapeLimits { NativeHistogramBuckets = 1 },
            },
            Classic);
        Assert.Empty(Names());
        Assert.Equal("histogram bucket limit exceeded", _target.Report.Error);
    }

    [Fact]
    public void Exponential_histograms_are_made_coarser_until_they_fit()
    {
        var fine = new FloatHistogram
        {
            Schema = 3,
            Count = 8,
            PositiveSpans = [new HistogramSpan(1, 8)],
            PositiveBuckets = [1, 1, 1, 1, 1, 1, 1, 1],
        };
        var byFactor = new HistogramLimits(Job() with { NativeHistogramMinBucketFactor = 1.4 }).Apply(fine);
        Assert.Equal((1, 2), (byFactor.Schema, byFactor.PositiveBuckets.Length));
        var byLimit = new HistogramLimits(
            Job() with { Limits = new ScrapeLimits { NativeHistogramBuckets = 4 } }).Apply(fine);
        Assert.Equal((2, 4), (byLimit.Schema, byLimit.PositiveBuckets.Length));
        Assert.Same(fine, new HistogramLimits(Job()).Apply(fine));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(1.1, 2)]
    [InlineData(2, 0)]
    [InlineData(100000, -4)]
    public void A_growth_factor_has_its_schema(double factor, int schema) =>
        Assert.Equal(schema, HistogramLimits.SchemaOf(factor));

    [Fact]
    public async Task A_failed_scrape_is_one_line_in_the_failure_log()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "failures");
        await ScrapeAsync(Job() with { FailureLogFile = file }, "a 1\n");
        Assert.False(File.Exists(file));
        await ScrapeAsync(Job() with { FailureLogFile = file }, "{");
        await ScrapeAsync(Job() with { FailureLogFile = file }, "{");
        var lines = await File.ReadAllLinesAsync(file);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"job_name\":\"j\"", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Samples_that_the_own_gateway_stored_itself_are_no_warning(bool isOwn, int warnings)
    {
        _series.Add(Labels.Of("__name__", "n", "instance", "i1", "job", "j"), 5000, 2);
        _log.Clear();
        await ScrapeAsync(Job(), "n 1\n", isOwn);
        Assert.Equal(
            warnings, _log.Count(line => line.Contains("samples refused", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Label_limits_count_bytes()
    {
        await ScrapeAsync(
            Job() with { Limits = new ScrapeLimits { LabelValueLength = 30 } },
            "a{x=\"温温温温温温温温温温温\"} 1\n");
        Assert.Contains("length: 33, limit: 30", _target.Report.Error, StringComparison.Ordinal);
    }

    private static ScrapeModel Job() => new() { JobName = "j", Fingerprint = "" };

    private async Task ScrapeAsync(ScrapeModel job, string body, bool isOwnGateway = false)
    {
        _fake.Body = body;
        _target = TargetBuilder.Build(
            job, Labels.Of("__address__", _fake.Address, "instance", "i1"), Labels.Empty, out _, out _)!;
        var context = new ScrapeContext(_series, new RecordingArrivals(), _time, _log)
        {
            IsOwnGateway = _ => isOwnGateway,
        };
        await new TargetScrape(_target, new ScrapeClient(job, _time), context, [])
            .ScrapeAsync(1000, CancellationToken.None);
    }

    private IEnumerable<string> Names() => _series.Series([], 0, 9000, 0).Select(l => l.MetricName)
        .Where(n => n != "up" && !n.StartsWith("scrape_", StringComparison.Ordinal))
        .Distinct().Order(StringComparer.Ordinal);

    private FloatHistogram Read(string name)
    {
        using var set = _series.Select(
            new SeriesSelection([new Matcher("__name__", MatchOperator.Equal, name)], 0, 9000),
            CancellationToken.None);
        var buffer = new SampleBuffer();
        set[0].Read(0, 9000, buffer);
        return buffer.Histograms[0]!;
    }
}
