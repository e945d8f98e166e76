using System.Net;
using Hotaru.Gateway;

namespace Hotaru.Web.Tests.Pushgateway;

public sealed class GatewayOwnMetricsTests
{
    private const string Requests = "pushgateway_http_requests_total";

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task No_push_has_a_metric_of_the_page_under_another_type()
    {
        await using var host = await PushHost.StartAsync();
        using var first = await SendAsync(host, HttpMethod.Put, "/metrics/job/a", "m 1\n");
        var own = (await PageAsync(host)).Split('\n')
            .Where(line => line.StartsWith("# TYPE pushgateway_", StringComparison.Ordinal)
                || line.StartsWith("# TYPE promhttp_", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2]).ToList();

        Assert.Contains("pushgateway_build_info", own);
        Assert.Contains("pushgateway_http_push_duration_seconds", own);
        Assert.Contains("pushgateway_groups", own);
        foreach (var name in own)
        {
            using var answer = await SendAsync(host, HttpMethod.Put, "/metrics/job/b", name + " 1\n");
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, name);
        }
    }

    [Fact]
    public async Task Requests_are_counted_without_scrapes_and_without_what_nobody_answers()
    {
        await using var host = await PushHost.StartAsync(new GatewayModel { EnableLifecycle = true });
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, "/metrics"), (HttpMethod.Get, "/-/ready"), (HttpMethod.Get, "/api/v1/nothing"),
            (HttpMethod.Options, "/api/v1/status"), (HttpMethod.Delete, "/metrics/job/a"),
            (HttpMethod.Get, "/-/quit"), (HttpMethod.Patch, "/metrics/job/a"),
        })
        {
            using var answer = await SendAsync(host, method, path, null);
        }

        Assert.Equal(
            [
                "{code=\"200\",handler=\"api/v1/options\",method=\"options\"} 1",
                "{code=\"200\",handler=\"ready\",method=\"get\"} 1",
                "{code=\"202\",handler=\"delete\",method=\"delete\"} 1",
            ],
            (await PageAsync(host)).Split('\n')
                .Where(line => line.StartsWith(Requests + "{", StringComparison.Ordinal))
                .Select(line => line[Requests.Length..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_scrape_counts_itself_as_going_on_and_then_as_answered()
    {
        await using var host = await PushHost.StartAsync();
        Assert.Contains("promhttp_metric_handler_requests_total{code=\"200\"} 0\n", await PageAsync(host));

        var page = await PageAsync(host);

        Assert.Contains("promhttp_metric_handler_requests_total{code=\"200\"} 1\n", page);
        Assert.Contains("promhttp_metric_handler_requests_in_flight 1\n", page);
    }

    [Theory]
    [InlineData("PUT", "/metrics/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/metrics/", HttpStatusCode.MovedPermanently)]
    [InlineData("POST", "/metrics/job/", HttpStatusCode.TemporaryRedirect)]
    [InlineData("POST", "/metrics/job@base64/", HttpStatusCode.NotFound)]
    [InlineData("OPTIONS", "/api/v1/status/", HttpStatusCode.OK)]
    [InlineData("GET", "/-/quit", HttpStatusCode.MethodNotAllowed)]
    public async Task A_slash_too_many_leads_on_only_where_the_method_is_taken(
        string method, string path, HttpStatusCode status)
    {
        await using var host = await PushHost.StartAsync();
        using var answer = await SendAsync(host, new HttpMethod(method), path, null);
        Assert.Equal(status, answer.StatusCode);
    }

    private static Task<string> PageAsync(PushHost host) =>
        Client.GetStringAsync(new Uri(host.Url + "/metrics"));

    private static async Task<HttpResponseMessage> SendAsync(
        PushHost host, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, host.Url + path);
        if (body is not null) request.Content = new StringContent(body);
        return await Client.SendAsync(request);
    }
}
