using Hotaru.Model;
using Hotaru.Rules;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>
/// Every endpoint and parameter that Prometheus 3.14 documents for its HTTP API: a good value is taken, a bad
/// one is refused, and what cannot be bad changes the answer. So nothing is ignored in silence.
/// </summary>
public sealed class DocumentedParametersTests : IAsyncLifetime
{
    private const string Both = "GET POST";
    private const string Admin = "POST PUT";
    private const string BadData = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"";
    private const string Range = "query=up&start=0&end=10&step=1";

    private readonly MemorySeries _series = new();
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 1_000, 1);
        _series.Add(Labels.Of("__name__", "up", "job", "b"), 1_000, 0);
        _host = await ApiHost.StartAsync(
            _series, rules: [RuleEndpointsTests.Group("a", RuleEndpointsTests.Alert())],
            admin: new NoAdmin());
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData(Both, "query", "query", "up", "(", "")]
    [InlineData(Both, "query", "time", "1.5", "x", "query=up")]
    [InlineData(Both, "query", "timeout", "1m", "x", "query=up")]
    [InlineData(Both, "query", "timeout", "60", "1e30", "query=up")]
    [InlineData(Both, "query", "limit", "1", "-1", "query=up")]
    [InlineData(Both, "query", "lookback_delta", "30s", "x", "query=up")]
    [InlineData(Both, "query_range", "query", "up", "up[5m]", Range)]
    [InlineData(Both, "query_range", "start", "1970-01-01T00:00:01Z", "", Range)]
    [InlineData(Both, "query_range", "end", "11.5", "-1", Range)]
    [InlineData(Both, "query_range", "step", "15s", "0", Range)]
    [InlineData(Both, "query_range", "timeout", "1m", "x", Range)]
    [InlineData(Both, "query_range", "limit", "1", "x", Range)]
    [InlineData(Both, "query_range", "lookback_delta", "30.5", "x", Range)]
    [InlineData(Both, "format_query", "query", "up", "(", "")]
    [InlineData(Both, "parse_query", "query", "up", "(", "")]
    [InlineData(Both, "series", "match[]", "up", "{", "")]
    [InlineData(Both, "series", "start", "1", "x", "match[]=up")]
    [InlineData(Both, "series", "end", "1", "x", "match[]=up")]
    [InlineData(Both, "series", "limit", "0", "x", "match[]=up")]
    [InlineData(Both, "labels", "match[]", "up", "{job=\"\"}", "")]
    [InlineData(Both, "labels", "start", "1", "x", "")]
    [InlineData(Both, "labels", "end", "1", "x", "")]
    [InlineData(Both, "labels", "limit", "9223372036854775807", "9223372036854775808", "")]
    [InlineData("GET", "label/job/values", "match[]", "up", "{", "")]
    [InlineData("GET", "label/job/values", "start", "1", "x", "")]
    [InlineData("GET", "label/job/values", "end", "1", "x", "")]
    [InlineData("GET", "label/job/values", "limit", "1", "1.5", "")]
    [InlineData(Both, "query_exemplars", "query", "up", "(", "start=1&end=2")]
    [InlineData(Both, "query_exemplars", "start", "1", "3", "query=up&end=2")]
    [InlineData(Both, "query_exemplars", "end", "2", "x", "query=up&start=1")]
    [InlineData("GET", "rules", "type", "alert", "x", "")]
    [InlineData("GET", "rules", "exclude_alerts", "True", "maybe", "")]
    [InlineData("GET", "rules", "match[]", "{job=\"a\"}", "{", "")]
    [InlineData("GET", "rules", "group_limit", "1", "4294967296", "")]
    [InlineData("GET", "rules", "group_next_token", "", "x", "group_limit=1")]
    [InlineData("GET", "targets/metadata", "match_target", "{job=\"a\"}", "{", "")]
    [InlineData("GET", "targets/metadata", "limit", "1", "x", "")]
    [InlineData("GET", "metadata", "limit", "1", "x", "")]
    [InlineData("GET", "metadata", "limit_per_metric", "1", "x", "")]
    [InlineData("GET", "status/tsdb", "limit", "10000", "10001", "")]
    [InlineData("GET", "status/self_metrics", "metric_name_pattern", "x.*", "(", "")]
    [InlineData(Admin, "admin/tsdb/delete_series", "match[]", "{job=~\".*\"}", "{", "")]
    [InlineData(Admin, "admin/tsdb/delete_series", "start", "1", "x", "match[]=up")]
    [InlineData(Admin, "admin/tsdb/delete_series", "end", "1", "x", "match[]=up")]
    [InlineData(Admin, "admin/tsdb/snapshot", "skip_head", "T", "x", "")]
    public async Task A_good_value_is_taken_and_a_bad_one_is_refused(
        string methods, string path, string name, string good, string bad, string others)
    {
        foreach (var method in methods.Split(' '))
        {
            var (status, body) = await AskAsync(method, path, others, name, good);
            Assert.True(status is 200 or 204, $"{method} {path} {name}={good}: {status} {body}");
            (status, body) = await AskAsync(method, path, others, name, bad);
            Assert.True(status == 400, $"{method} {path} {name}={bad}: {status} {body}");
            Assert.StartsWith(BadData, body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Both, "query", "stats", "all", "query=up")]
    [InlineData(Both, "query", "stats", "true", "query=up")]
    [InlineData(Both, "query_range", "stats", "all", Range)]
    [InlineData(Both, "query_range", "stats", "yes", Range)]
    [InlineData("GET", "rules", "rule_name[]", "other", "")]
    [InlineData("GET", "rules", "rule_group[]", "other", "")]
    [InlineData("GET", "rules", "file[]", "other", "")]
    [InlineData("GET", "targets", "state", "active", "")]
    public async Task What_cannot_be_wrong_changes_the_answer(
        string methods, string path, string name, string value, string others)
    {
        foreach (var method in methods.Split(' '))
        {
            var (plainStatus, plain) = await AskAsync(method, path, others, "nothing", "");
            var (status, body) = await AskAsync(method, path, others, name, value);
            Assert.Equal((200, 200), (plainStatus, status));
            Assert.NotEqual(plain, body);
        }
    }

    [Theory]
    [InlineData("scrape_pools")]
    [InlineData("targets")]
    [InlineData("alerts")]
    [InlineData("alertmanagers")]
    [InlineData("status/config")]
    [InlineData("status/flags")]
    [InlineData("status/runtimeinfo")]
    [InlineData("status/buildinfo")]
    [InlineData("status/tsdb/blocks")]
    [InlineData("status/walreplay")]
    [InlineData("notifications")]
    [InlineData("features")]
    public async Task What_takes_no_parameters_is_there(string path)
    {
        var (status, body) = await _host.GetAsync("/api/v1/" + path);
        Assert.Equal(200, status);
        Assert.StartsWith("{\"status\":\"success\",\"data\":", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("search/metric_names")]
    [InlineData("search/label_names")]
    [InlineData("search/label_values")]
    public async Task The_search_is_refused_as_where_its_feature_is_off(string path)
    {
        foreach (var method in Both.Split(' '))
        {
            Assert.Equal(
                (500, """{"status":"error","errorType":"unavailable","error":"search API disabled"}"""),
                await AskAsync(method, path, "", "search[]", "up"));
        }
    }

    [Theory]
    [InlineData("POST", "label/job/values", "GET, OPTIONS")]
    [InlineData("POST", "status/buildinfo", "GET, OPTIONS")]
    [InlineData("HEAD", "query", "GET, OPTIONS, POST")]
    [InlineData("GET", "admin/tsdb/snapshot", "OPTIONS, POST, PUT")]
    [InlineData("GET", "write", "OPTIONS, POST")]
    public async Task A_method_that_is_not_there_is_405_and_told_which_are(
        string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/" + path);
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task All_of_time_is_understood_as_the_Go_client_writes_it()
    {
        var (status, body) = await _host.GetAsync(
            "/api/v1/series?match[]=up&start=-292273086-05-16T16:47:06Z"
            + "&end=292277025-08-18T07:12:54.999999999Z");
        Assert.Equal(200, status);
        Assert.Contains("\"job\":\"b\"", body, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Body)> AskAsync(
        string method, string path, string others, string name, string value)
    {
        var fields = others.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2))
            .Where(f => f[0] != name).Append([name, value])
            .Select(f => KeyValuePair.Create<string?, string?>(f[0], f[1]));
        using var form = new FormUrlEncodedContent(fields);
        var uri = "/api/v1/" + path;
        if (method == "GET") return await _host.GetAsync(uri + "?" + await form.ReadAsStringAsync());
        using var request = new HttpRequestMessage(new HttpMethod(method), uri) { Content = form };
        using var response = await _host.Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
