using System.Text.Json;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Web.Tests.Prometheus;

/// <summary>
/// The requests that Grafana's Prometheus data source makes: health check, version probing, label browser,
/// query
/// builder, panels and exemplars, in the forms in which it sends them.
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
    [InlineData("GET", "status/buildinfo", "version")]
    [InlineData("GET", "status/flags", "web.route-prefix")]
    [InlineData("POST", "query?query=1%2B1&time=1700000000", "result")]
    [InlineData("POST", "query_range?query=up&step=15&" + Window, "result")]
    [InlineData("POST", "query_range?query=rate(up%5B1m0s%5D)&step=15&timeout=60s&" + Window, "result")]
    [InlineData("POST", "query_exemplars?query=up&" + Window, "")]
    [InlineData("GET", "labels?" + Window, "")]
    [InlineData("POST", "labels?match[]=%7Bjob%3D%22a%22%7D&limit=40000&" + Window, "")]
    [InlineData("GET", "label/__name__/values?" + Window, "")]
    [InlineData("GET", "label/job/values?match[]=up&limit=40000&" + Window, "")]
    [InlineData("GET", "series?match[]=up&limit=40000&" + Window, "")]
    [InlineData("POST", "series?match[]=%7B__name__%3D%22up%22%7D&" + Window, "")]
    [InlineData("GET", "rules?type=alert", "groups")]
    [InlineData("GET", "rules", "groups")]
    [InlineData("GET", "alerts", "alerts")]
    [InlineData("GET", "status/runtimeinfo", "startTime")]
    [InlineData("GET", "metadata", "")]
    [InlineData("GET", "metadata?limit=40000", "")]
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
