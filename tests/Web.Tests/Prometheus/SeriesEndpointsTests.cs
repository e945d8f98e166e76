using System.Text.Json;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

public sealed class SeriesEndpointsTests : IAsyncLifetime
{
    private readonly MemorySeries _series = new();
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 1_000, 1);
        _series.Add(Labels.Of("__name__", "up", "job", "b"), 1_000, 0);
        _series.Add(Labels.Of("__name__", "m", "job", "b"), 9_000, 0);
        _host = await ApiHost.StartAsync(_series);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("series?match[]=up", 200,
        """{"status":"success","data":[{"__name__":"up","job":"a"},{"__name__":"up","job":"b"}]}""")]
    [InlineData("series?match[]=up&limit=1", 200,
        """{"status":"success","data":[{"__name__":"up","job":"a"}]"""
        + ""","warnings":["results truncated due to limit"]}""")]
    [InlineData("series?match[]=up&start=2&end=3", 200, """{"status":"success","data":[]}""")]
    [InlineData("labels", 200, """{"status":"success","data":["__name__","job"]}""")]
    [InlineData("labels?match[]=nothing", 200, """{"status":"success","data":[]}""")]
    [InlineData("label/job/values", 200, """{"status":"success","data":["a","b"]}""")]
    [InlineData("label/job/values?match[]=m", 200, """{"status":"success","data":["b"]}""")]
    [InlineData("label/U___5f_job/values", 200, """{"status":"success","data":[]}""")]
    [InlineData("label/job/values?start=1970-01-01T00:00:09Z", 200, """{"status":"success","data":["b"]}""")]
    [InlineData("query_exemplars?query=up", 200, """{"status":"success","data":[]}""")]
    [InlineData("metadata", 200, """{"status":"success","data":{}}""")]
    [InlineData("targets", 200,
        """{"status":"success","data":{"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{}}}""")]
    [InlineData("targets/metadata", 200, """{"status":"success","data":[]}""")]
    [InlineData("scrape_pools", 200, """{"status":"success","data":{"scrapePools":[]}}""")]
    [InlineData("alertmanagers", 200,
        """{"status":"success","data":{"activeAlertmanagers":[],"droppedAlertmanagers":[]}}""")]
    [InlineData("status/config", 200, """{"status":"success","data":{"yaml":"global: {}\n"}}""")]
    [InlineData("status/flags", 200, """{"status":"success","data":{"web.route-prefix":"/"}}""")]
    [InlineData("status/walreplay", 200, """{"status":"success","data":{"min":0,"max":0,"current":0}}""")]
    [InlineData("format_query?query=sum(up)by(job)", 200,
        """{"status":"success","data":"sum by (job) (up)"}""")]
    [InlineData("query?query=1&time=2026-11-22T21:33:02.123456789%2B09:00", 200,
        """{"status":"success","data":{"resultType":"scalar","result":[1795350782.123,"1"]}}""")]
    [InlineData("query?query=1e22&time=0.5", 200,
        """{"status":"success","data":{"resultType":"scalar","result":[0.5,"10000000000000000000000"]}}""")]
    [InlineData("query?query=vector(1e22)&time=0.5", 200,
        """{"status":"success","data":{"resultType":"vector","result":"""
        + """[{"metric":{},"value":[0.500,"1e+22"]}]}}""")]
    [InlineData("query?query=\"a\"&time=0.25", 200,
        """{"status":"success","data":{"resultType":"string","result":[0.25,"a"]}}""")]
    [InlineData("targets?state=active", 200,
        """{"status":"success","data":{"activeTargets":[],"droppedTargets":[],"""
        + "\"droppedTargetCounts\":null}}")]
    [InlineData("label//values", 404, "404 page not found\n")]
    [InlineData("no_such_endpoint", 404, "404 page not found\n")]
    [InlineData("admin/tsdb/snapshot", 405, "Method Not Allowed\n")]
    public async Task An_answer_has_the_shape_of_the_field(string path, int status, string body) =>
        Assert.Equal((status, body), await _host.GetAsync("/api/v1/" + path));

    [Theory]
    [InlineData("series",
        "no match[] parameter provided")]
    [InlineData("series?match[]={job=~\".*\"}",
        "invalid parameter \"match[]\": match[] must contain at least one non-empty matcher")]
    [InlineData("labels?match[]={job=~\".*\"}",
        "match[] must contain at least one non-empty matcher")]
    [InlineData("label/job/values?match[]={", "1:2: parse error: unexpected end of input inside braces")]
    [InlineData("rules?match[]={job=\"\"}", "match[] must contain at least one non-empty matcher")]
    [InlineData("labels?limit=x",
        "invalid parameter \"limit\": strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("labels?limit=99999999999999999999",
        "invalid parameter \"limit\": strconv.Atoi: parsing \"99999999999999999999\": value out of range")]
    [InlineData("query?query=up&lookback_delta=1e30",
        "error parsing lookback delta duration: cannot parse \"1e30\" to a valid duration. "
        + "It overflows int64")]
    [InlineData("series?match[]=up&limit=-1",
        "invalid parameter \"limit\": limit must be non-negative")]
    [InlineData("series?match[]=up&start=abc",
        "invalid parameter \"start\": invalid time value for 'start': cannot parse \"abc\" to a valid "
        + "timestamp")]
    [InlineData("query_range?query=up&start=10&end=5&step=1",
        "invalid parameter \"end\": end timestamp must not be before start time")]
    [InlineData("query_range?query=up&start=0&end=5&step=0",
        "invalid parameter \"step\": zero or negative query resolution step widths are not accepted. "
        + "Try a positive integer")]
    [InlineData("query_range?query=up&start=0&end=100000&step=1",
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
        + "resolution (?step=XX)")]
    [InlineData("query?query=up&time=2026-11-22T21:33:02",
        "invalid parameter \"time\": invalid time value for 'time': cannot parse "
        + "\"2026-11-22T21:33:02\" to a valid timestamp")]
    [InlineData("query?query=up&timeout=x",
        "invalid parameter \"timeout\": cannot parse \"x\" to a valid duration")]
    public async Task A_mistake_is_bad_data_and_says_what_is_wrong(string path, string error)
    {
        var (status, body) = await _host.GetAsync("/api/v1/" + path);
        Assert.Equal(400, status);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(
            ("error", "bad_data", error),
            (json.RootElement.GetProperty("status").GetString(),
                json.RootElement.GetProperty("errorType").GetString(),
                json.RootElement.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_form_is_as_good_as_the_address()
    {
        using var form = new FormUrlEncodedContent([new("match[]", "up"), new("match[]", "m")]);
        using var response = await _host.Client.PostAsync(new Uri("/api/v1/series", UriKind.Relative), form);
        Assert.Equal(
            """{"status":"success","data":[{"__name__":"m","job":"b"},{"__name__":"up","job":"a"},"""
            + """{"__name__":"up","job":"b"}]}""",
            await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_preflight_from_another_origin_is_allowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/query");
        request.Headers.Add("Origin", "http://grafana");
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(
            "GET, POST, OPTIONS", response.Headers.GetValues("Access-Control-Allow-Methods").Single());
    }

    [Fact]
    public async Task Gzip_is_sent_where_it_is_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/labels");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unzipped = new System.IO.Compression.GZipStream(
            await response.Content.ReadAsStreamAsync(), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        Assert.Equal("""{"status":"success","data":["__name__","job"]}""", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Federation_gives_the_newest_sample_with_the_external_labels()
    {
        var now = ApiHost.Time.GetUtcNow().ToUnixTimeMilliseconds();
        _series.Add(Labels.Of("__name__", "f", "job", "a"), now - 10_000, 1);
        _series.Add(Labels.Of("__name__", "f", "job", "a"), now - 5_000, 2);
        _series.Add(Labels.Of("__name__", "f", "job", "old"), now - 900_000, 2);
        _series.Add(Labels.Of("__name__", "f", "job", "stale"), now - 5_000, StaleMarker.Value);
        Assert.Equal(
            (200, $"# TYPE f untyped\nf{{instance=\"\",job=\"a\",site=\"home\"}} 2 {now - 5_000}\n"),
            await _host.GetAsync("/federate?match[]=f"));
    }

    [Fact]
    public async Task Federation_makes_a_classic_histogram_of_custom_buckets_and_takes_any_matcher()
    {
        var now = ApiHost.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var histogram = new FloatHistogram
        {
            Schema = FloatHistogram.CustomBucketsSchema,
            CustomValues = [1, 2, 5],
            PositiveSpans = [new HistogramSpan(1, 1), new HistogramSpan(1, 1)],
            PositiveBuckets = [3, 1],
            Count = 4,
            Sum = 12,
        };
        _series.Add(Labels.Of("__name__", "h", "instance", "i", "site", "s"), now - 5_000, histogram);
        var stamp = $"{now - 5_000}\n";
        const string Rest = ",site=\"s\"";
        Assert.Equal(
            (200, "# TYPE h histogram\n"
                + $"h_bucket{{instance=\"i\"{Rest},le=\"1\"}} 0 {stamp}"
                + $"h_bucket{{instance=\"i\"{Rest},le=\"2\"}} 3 {stamp}"
                + $"h_bucket{{instance=\"i\"{Rest},le=\"5\"}} 3 {stamp}"
                + $"h_bucket{{instance=\"i\"{Rest},le=\"+Inf\"}} 4 {stamp}"
                + $"h_sum{{instance=\"i\"{Rest}}} 12 {stamp}h_count{{instance=\"i\"{Rest}}} 4 {stamp}"),
            await _host.GetAsync("/federate?match[]={job=\"\"}"));
        Assert.Equal(
            (400, "1:2: parse error: unexpected end of input inside braces\n"),
            await _host.GetAsync("/federate?match[]={"));
    }

    [Theory]
    [InlineData("/-/healthy", 200, "Prometheus Server is Healthy.\n")]
    [InlineData("/-/ready", 200, "Prometheus Server is Ready.\n")]
    [InlineData("/-/reload", 405, "Only POST or PUT requests allowed")]
    public async Task The_other_paths_answer_as_the_peer(string path, int status, string body) =>
        Assert.Equal((status, body), await _host.GetAsync(path));

    [Fact]
    public async Task The_page_of_metrics_has_what_dashboards_of_a_server_ask_for()
    {
        var good = await _host.GetAsync("/api/v1/query?query=1");
        var bad = await _host.GetAsync("/api/v1/query?query=(");
        var (status, page) = await _host.GetAsync("/metrics");
        Assert.Equal(200, status);
        foreach (var line in new[]
        {
            "# HELP x_total Counts x.\n# TYPE x_total counter\nx_total 3\n",
            "prometheus_ready 1\n",
            "prometheus_config_last_reload_successful 1\n",
            "prometheus_engine_query_duration_seconds_count{slice=\"inner_eval\"} 1\n",
            "# TYPE prometheus_engine_query_samples_total counter\nprometheus_engine_query_samples_total 0\n",
            "prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query\"} 1\n",
            "prometheus_http_requests_total{code=\"400\",handler=\"/api/v1/query\"} 1\n",
            "prometheus_http_request_duration_seconds_bucket{handler=\"/api/v1/query\",le=\"0.1\"} 2\n",
            "prometheus_http_response_size_bytes_count{handler=\"/api/v1/query\"} 2\n",
            "prometheus_http_response_size_bytes_sum{handler=\"/api/v1/query\"} "
                + $"{good.Body.Length + bad.Body.Length}\n",
            "# TYPE prometheus_engine_query_samples_read_total counter\n",
            "prometheus_remote_read_handler_queries 0\n",
        })
        {
            Assert.Contains(line, page, StringComparison.Ordinal);
        }

        Assert.Contains("prometheus_build_info{goversion=\"dotnet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_admin_endpoints_are_off_until_they_are_switched_on()
    {
        using var response = await _host.Client.PostAsync(
            new Uri("/api/v1/admin/tsdb/delete_series?match[]=up", UriKind.Relative), null);
        Assert.Equal(
            (500, """{"status":"error","errorType":"unavailable","error":"admin APIs disabled"}"""),
            ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Remote_write_of_an_unknown_kind_is_415_and_rubbish_is_400()
    {
        using var text = new StringContent("x", System.Text.Encoding.UTF8, "text/plain");
        using var refused = await _host.Client.PostAsync(new Uri("/api/v1/write", UriKind.Relative), text);
        Assert.Equal(415, (int)refused.StatusCode);
        using var rubbish = new ByteArrayContent([0xFF, 0xFF]);
        rubbish.Headers.ContentType = new("application/x-protobuf");
        using var bad = await _host.Client.PostAsync(new Uri("/api/v1/write", UriKind.Relative), rubbish);
        Assert.Equal(400, (int)bad.StatusCode);
    }
}
