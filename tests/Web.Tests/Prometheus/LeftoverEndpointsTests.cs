using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>Paths of the API beside queries: features, notifications, own metrics, OpenTelemetry.</summary>
public sealed class LeftoverEndpointsTests
{
    private readonly MemorySeries _series = new();

    [Fact]
    public async Task Features_say_what_is_on_and_what_is_off()
    {
        await using var host = await ApiHost.StartAsync(_series);
        var (status, body) = await host.GetAsync("api/v1/features");
        Assert.Equal(200, status);
        Assert.Contains("\"otlp_write_receiver\":true", body, StringComparison.Ordinal);
        Assert.Contains("\"search\":false", body, StringComparison.Ordinal);
        Assert.Contains("\"admin\":false", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_that_failed_is_a_notification_until_one_is_good()
    {
        var isGood = false;
        var status = ApiHost.Status() with { LastReload = () => (isGood, ApiHost.Time.GetUtcNow()) };
        await using var host = await ApiHost.StartAsync(_series, status);
        var (_, body) = await host.GetAsync("api/v1/notifications");
        Assert.Equal(
            "{\"status\":\"success\",\"data\":[{\"text\":\"Configuration reload has failed.\","
            + "\"date\":\"2023-11-14T22:13:20Z\",\"active\":true}]}",
            body);
        using var response = await host.Client.GetAsync(
            new Uri("api/v1/notifications/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.StartsWith("data: {\"text\":", await lines.ReadLineAsync(), StringComparison.Ordinal);
        isGood = true;
        Assert.Equal(
            "{\"status\":\"success\",\"data\":[]}", (await host.GetAsync("api/v1/notifications")).Body);
    }

    [Fact]
    public async Task Own_metrics_come_as_json_of_families()
    {
        await using var host = await ApiHost.StartAsync(_series);
        Assert.Equal(
            "{\"status\":\"success\",\"data\":[{\"name\":\"x_total\",\"help\":\"Counts x.\","
            + "\"type\":\"COUNTER\",\"metric\":[{\"counter\":{\"value\":3}}]}]}",
            (await host.GetAsync("api/v1/status/self_metrics?metric_name_pattern=x_.*")).Body);
        Assert.Equal(
            "{\"status\":\"success\",\"data\":[]}",
            (await host.GetAsync("api/v1/status/self_metrics?metric_name_pattern=x")).Body);
        Assert.Equal(400, (await host.GetAsync("api/v1/status/self_metrics?metric_name_pattern=(")).Status);
    }

    [Theory]
    [InlineData("api/v1/scrape_pools/config", "no scrapePool parameter provided")]
    [InlineData("api/v1/targets/relabel_steps?scrapePool=a", "no labels parameter provided")]
    [InlineData("api/v1/targets/relabel_steps?scrapePool=a&labels=7", "error parsing labels")]
    [InlineData("api/v1/scrape_pools/config?scrapePool=a", "scrape pool \\u0022a\\u0022 not found")]
    public async Task Relabeling_that_cannot_be_shown_is_bad_data(string path, string error)
    {
        await using var host = await ApiHost.StartAsync(_series);
        var (status, body) = await host.GetAsync(path);
        Assert.Equal(400, status);
        Assert.Contains("\"errorType\":\"bad_data\"", body, StringComparison.Ordinal);
        Assert.Contains(error.Replace("\\u0022", "\\\""), body.Replace("\\u0022", "\\\""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "", 400)]
    [InlineData("application/json", "zstd", 400)]
    [InlineData("application/json", "gzip", 400)]
    [InlineData("application/json", "", 200)]
    [InlineData("application/x-protobuf", "", 400)]
    public async Task Otlp_is_taken_or_refused_by_its_headers(string type, string encoding, int expected)
    {
        await using var host = await ApiHost.StartAsync(_series);
        const string Body = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
              {"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"1000000000","asDouble":1}]}}]}]}]}
            """;
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding.Length > 0) content.Headers.ContentEncoding.Add(encoding);
        using var answer = await host.Client.PostAsync(
            new Uri("api/v1/otlp/v1/metrics", UriKind.Relative), content);
        Assert.Equal((HttpStatusCode)expected, answer.StatusCode);
        Assert.Equal(expected == 200 ? 1 : 0, _series.Samples(Labels.Of("__name__", "g")).Count);
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_and_stores_nothing()
    {
        await using var host = await ApiHost.StartAsync(_series);
        using var bomb = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(
            bomb, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 100; i++) await gzip.WriteAsync(zeros);
        }

        using var content = new ByteArrayContent(bomb.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await host.Client.PostAsync(
            new Uri("api/v1/otlp/v1/metrics", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(_series.Series([], 0, long.MaxValue, 0));
    }
}
