using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class HttpDiscovererTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ManualTime _time = new();
    private FakeTarget _server = null!;
    private Uri _url = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeTarget.StartAsync();
        _server.ContentType = "application/json";
        _url = new Uri($"http://{_server.Address}/sd?site=home");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Targets_have_the_labels_of_their_group_and_the_address_that_was_asked()
    {
        _server.Body = """
            [{"targets": ["x:1", "y:22"], "labels": {"l": "v", "__meta_a": "b"}},
             {"targets": [], "labels": null}]
            """;
        await using var refreshes = Start();
        await refreshes.EndedAsync(1, 0);

        Assert.Equal(["x:1", "y:22"], refreshes.Addresses);
        Assert.Equal(
            Labels.Of("__meta_a", "b", "__meta_url", _url.AbsoluteUri, "l", "v"), refreshes.Last[0].Labels);
        Assert.True(_server.Requests.TryDequeue(out var request));
        Assert.Equal("/sd?site=home", request["url"]);
        Assert.Equal("application/json", request["Accept"]);
        Assert.Equal("30", request["X-Prometheus-Refresh-Interval-Seconds"]);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON")]
    public async Task The_content_type_may_have_a_charset_and_capitals(string type)
    {
        (_server.ContentType, _server.Body) = (type, """[{"targets": ["x:1"]}]""");
        await using var refreshes = Start();
        await refreshes.EndedAsync(1, 0);
        Assert.Equal(["x:1"], refreshes.Addresses);
    }

    [Fact]
    public async Task A_refresh_finds_new_targets_and_tells_of_groups_that_are_gone()
    {
        _server.Body = """[{"targets": ["x:1"]}, {"targets": ["y:2"]}]""";
        await using var refreshes = Start();
        await refreshes.EndedAsync(1, 0);
        _server.Body = """[{"targets": ["z:3"]}]""";
        refreshes.Next(Interval);
        await refreshes.EndedAsync(2, 0);

        Assert.Equal(["z:3"], refreshes.Addresses);
        Assert.Equal(
            [_url.AbsoluteUri + ":0", _url.AbsoluteUri + ":1"], refreshes.Last.Select(g => g.Source));
        Assert.Empty(refreshes.Last[1].Targets);
    }

    [Theory]
    [InlineData(500, "application/json", "[]")]
    [InlineData(204, "application/json", "")]
    [InlineData(200, "text/plain", "[]")]
    [InlineData(200, "", "[]")]
    [InlineData(200, "application/json", "[{")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(200, "application/json", """["x:1"]""")]
    [InlineData(200, "application/json", """[{"targets": "x:1"}]""")]
    [InlineData(200, "application/json", """[{"targets": [1]}]""")]
    [InlineData(200, "application/json", """[{"targets": [], "labels": {"a": 1}}]""")]
    public async Task An_answer_that_is_no_list_of_targets_changes_nothing_and_is_counted(
        int status, string type, string body)
    {
        _server.Body = """[{"targets": ["x:1"]}]""";
        await using var refreshes = Start();
        await refreshes.EndedAsync(1, 0);
        (_server.Status, _server.ContentType, _server.Body) = (status, type, body);
        refreshes.Next(Interval);
        await refreshes.EndedAsync(1, 1);
        Assert.Equal(["x:1"], refreshes.Addresses);

        (_server.Status, _server.ContentType, _server.Body) =
            (200, "application/json", """[{"targets": ["y:2"]}]""");
        refreshes.Next(Interval);
        await refreshes.EndedAsync(2, 1);
        Assert.Equal(["y:2"], refreshes.Addresses);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_given_up_after_the_interval()
    {
        _server.Hangs = true;
        await using var refreshes = Start();
        await Eventually.True(() => !_server.Requests.IsEmpty, "asked");
        refreshes.Next(Interval);
        await refreshes.EndedAsync(0, 1);
    }

    [Fact]
    public async Task An_answer_larger_than_32_MB_is_not_held()
    {
        _server.Gzip = true;
        _server.Body = "[" + new string(' ', (32 << 20) + 1) + "]";
        await using var refreshes = Start();
        await refreshes.EndedAsync(0, 1);
    }

    [Fact]
    public async Task Failures_are_counted_by_job_and_kind_on_the_page_of_metrics()
    {
        _server.Status = 503;
        await using var service = new ScrapeService(
            new MemorySeries(), new RecordingArrivals(), (_, _) => [], _time,
            NullLogger<ScrapeService>.Instance);
        var job = new ScrapeModel { JobName = "found", Fingerprint = "1", Discovery = [Model(), Model()] };
        await service.ApplyAsync([job], default);
        await Eventually.True(() => Failures(service) == ("found", "http", 2), "both failed");
    }

    private static (string Job, string Kind, double Count) Failures(ScrapeService service)
    {
        var metric = (ValueMetric)Assert.Single(
            service.Metrics.Single(f => f.Name == "prometheus_sd_refresh_failures_total").Metrics);
        return (metric.Labels["config"], metric.Labels["mechanism"], metric.Value);
    }

    private HttpDiscoveryModel Model() => new(_url, Interval, new HttpClientModel());

    private Refreshes Start() =>
        new(new HttpDiscoverer("j", Model(), _time, NullLogger.Instance), _time);
}
