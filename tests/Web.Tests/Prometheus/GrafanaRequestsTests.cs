using System.Text.Json;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>
/// The requests that the Prometheus data source of Grafana 11 and 12 makes, with the methods, forms and
/// limits that its back end (pkg/promlib) and its editor (packages/grafana-prometheus) send: health check,
/// version probing, label browser, query builder, panels, annotations, variables, exemplars, alert lists.
/// </summary>
public sealed class GrafanaRequestsTests : IAsyncLifetime
{
    private const string Window = "start=1699999000&end=1700000000";
    private readonly MemorySeries _series = new();
    private ApiHost _host = null!;

    public async Task InitializeAsync()
    {
        for (var at = 1_699_999_000_000; at <= 1_700_000_000_000; at += 15_000)
            _series.Add(Labels.Of("__name__", "up", "job", "a", "instance", "i"), at, 1);
        _host = await ApiHost.StartAsync(_series);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    // Save & test, with the data source set to POST and to GET.
    [InlineData("POST", "query?query=1%2B1&time=4", "result")]
    [InlineData("GET", "query?query=1%2B1&time=4", "result")]
    [InlineData("GET", "status/buildinfo", "version")]
    // Panels, Explore and annotations.
    [InlineData("POST", "query_range?end=1700000000&query=up&start=1699999000&step=15", "result")]
    [InlineData("POST", "query_range?end=1700000000&query=up&start=1699999000&step=0.5&timeout=9s", "result")]
    [InlineData("GET", "query_range?query=rate(up%5B1m0s%5D)&step=15&timeout=60s&" + Window, "result")]
    [InlineData("POST", "query_range?query=ALERTS%7Bseverity%3D%22page%22%7D&step=60&" + Window, "result")]
    [InlineData("POST", "query?query=up&time=1700000000.123&timeout=60s", "result")]
    [InlineData("POST", "query_exemplars?query=up&" + Window, "")]
    // The label browser, the builder and completion.
    [InlineData("POST", "labels?limit=40000&" + Window, "")]
    [InlineData("POST", "labels?limit=40000&match%5B%5D=%7Bjob%3D%22a%22%7D&" + Window, "")]
    [InlineData("GET", "label/__name__/values?limit=40000&" + Window, "")]
    [InlineData("GET", "label/job/values?limit=40000&match%5B%5D=up&" + Window, "")]
    [InlineData("GET", "label/U__http_2e_route/values?limit=40000&" + Window, "")]
    [InlineData("POST", "series?limit=40000&match%5B%5D=%7B__name__%21%3D%22%22%7D&" + Window, "")]
    [InlineData("POST", "series?limit=40000&match%5B%5D=%7Bjob%21%3D%22%22%7D&" + Window, "")]
    [InlineData("GET", "metadata", "")]
    [InlineData("GET", "metadata?limit=40000", "")]
    // Variables: label_values(up, job), metrics(up), query_result(up), and a series as a query.
    [InlineData("GET", "label/job/values?match%5B%5D=up&" + Window, "")]
    [InlineData("GET", "label/__name__/values?" + Window, "")]
    [InlineData("POST", "query?query=up&time=1700000000", "result")]
    [InlineData("POST", "series?match%5B%5D=up&" + Window, "")]
    // Lists of alerts and recording rules, and the hints of the settings page.
    [InlineData("GET", "rules", "groups")]
    [InlineData("GET", "rules?type=alert&exclude_alerts=true&group_limit=100", "groups")]
    [InlineData("GET", "rules?rule_group%5B%5D=a&file%5B%5D=r.yml", "groups")]
    [InlineData("GET", "alerts", "alerts")]
    [InlineData("GET", "status/runtimeinfo", "startTime")]
    [InlineData("GET", "status/flags", "web.route-prefix")]
    public async Task A_request_of_the_data_source_is_answered(string method, string path, string field)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var isForm = method == "POST" && query > 0;
        using var request = new HttpRequestMessage(
            new HttpMethod(method), "/api/v1/" + (isForm ? path[..query] : path));
        if (isForm)
        {
            request.Content = new StringContent(path[(query + 1)..]);
            request.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        }

        request.Headers.Add("Accept-Encoding", "identity");
        using var response = await _host.Client.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("success", json.RootElement.GetProperty("status").GetString());
        var data = json.RootElement.GetProperty("data");
        if (field.Length > 0) Assert.True(data.TryGetProperty(field, out _));
    }

    /// <summary>
    /// Grafana posts to any path first where the data source is set to POST, and asks again with GET where
    /// the answer is 400 or 405: any other would be the end of it.
    /// </summary>
    [Theory]
    [InlineData("status/buildinfo")]
    [InlineData("rules")]
    [InlineData("alerts")]
    [InlineData("metadata")]
    [InlineData("label/job/values")]
    [InlineData("status/flags")]
    public async Task A_path_that_is_only_read_refuses_a_form_so_that_it_is_asked_again(string path)
    {
        using var form = new FormUrlEncodedContent([]);
        using var response = await _host.Client.PostAsync(new Uri("/api/v1/" + path, UriKind.Relative), form);
        Assert.Equal(405, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_build_has_no_features_of_its_own_or_it_would_be_taken_for_Mimir()
    {
        var (_, body) = await _host.GetAsync("/api/v1/status/buildinfo");
        using var json = JsonDocument.Parse(body);
        Assert.False(json.RootElement.GetProperty("data").TryGetProperty("features", out _));
    }

    [Fact]
    public async Task Features_tell_what_is_on_as_with_the_peers_defaults()
    {
        var (status, body) = await _host.GetAsync("/api/v1/features");
        Assert.Equal(200, status);
        using var json = JsonDocument.Parse(body);
        var data = json.RootElement.GetProperty("data");
        bool Is(string group, string name) => data.GetProperty(group).GetProperty(name).GetBoolean();
        Assert.True(Is("promql", "at_modifier") && Is("promql", "duration_expr"));
        Assert.False(Is("promql", "anchored") || Is("promql", "fill"));
        Assert.False(Is("promql", "delayed_name_removal"));
        Assert.True(Is("promql_functions", "rate") && Is("promql_operators", "topk"));
        Assert.False(Is("promql_functions", "info") || Is("promql_operators", "limitk"));
    }

    [Fact]
    public async Task The_version_is_one_that_Grafana_gives_its_newest_features_to()
    {
        var (_, body) = await _host.GetAsync("/api/v1/status/buildinfo");
        using var json = JsonDocument.Parse(body);
        var version = Version.Parse(json.RootElement.GetProperty("data").GetProperty("version").GetString()!);
        Assert.True(version >= new Version(2, 50));
    }
}
