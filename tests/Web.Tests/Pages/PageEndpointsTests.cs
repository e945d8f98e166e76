using System.Net;
using System.Text.RegularExpressions;

namespace Hotaru.Web.Tests.Pages;

public sealed partial class PageEndpointsTests(PagesHost host) : IClassFixture<PagesHost>
{
    [Theory]
    [InlineData("")]
    [InlineData("query?g0.expr=up")]
    [InlineData("graph?g0.expr=up&g0.tab=1")]
    [InlineData("alerts")]
    [InlineData("rules")]
    [InlineData("targets")]
    [InlineData("config")]
    [InlineData("prometheus/")]
    [InlineData("prometheus/alerts")]
    [InlineData("pushgateway/")]
    [InlineData("alertmanager/")]
    public async Task EveryAddressOfAPage_AnswersWithThePage(string path)
    {
        using var answer = await host.Client.GetAsync(new Uri(host.Prometheus, path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "<div id=\"app\">", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("prometheus/nothing")]
    [InlineData("index.html")]
    [InlineData("assets/../index.html")]
    public async Task WhatIsNoPage_IsNotFound(string path)
    {
        using var answer = await host.Client.GetAsync(new Uri(host.Prometheus, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task ThePage_KnowsWhereTheSurfacesAre()
    {
        Assert.Contains("\"pushgateway\":\"pushgateway/\"", await PageAsync(host.Prometheus, ""));
        Assert.Contains(
            "\"pushgateway\":\"../pushgateway/\"", await PageAsync(host.Prometheus, "prometheus/alerts"));
        Assert.Contains("\"surface\":\"pushgateway\"", await PageAsync(host.Prometheus, "pushgateway/"));
        var alone = await PageAsync(host.Pushgateway, "");
        Assert.Contains("\"surface\":\"pushgateway\"", alone);
        Assert.DoesNotContain("siblings", alone);
        Assert.Contains("\"surface\":\"alertmanager\"", await PageAsync(host.Alertmanager, ""));
    }

    [Fact]
    public async Task APrefixWithoutItsSlash_RedirectsRelatively()
    {
        using var answer = await host.Client.GetAsync(new Uri(host.Prometheus, "prometheus?a=/"));
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("prometheus/?a=/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task EveryAddressInThePage_IsRelative()
    {
        var page = await PageAsync(host.Prometheus, "prometheus/");
        var addresses = Addresses().Matches(page).Select(m => m.Groups[1].Value).ToList();
        Assert.True(addresses.Count >= 4);
        Assert.All(addresses, address => Assert.StartsWith("./", address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ThePolicy_AllowsOnlyOurOwnScripts_AndANewNonceEachTime()
    {
        var policies = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await host.Client.GetAsync(host.Prometheus);
            policies.Add(answer.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.CacheControl?.NoStore);
        }

        Assert.Contains("default-src 'none'; script-src 'self';", policies[0], StringComparison.Ordinal);
        Assert.NotEqual(policies[0], policies[1]);
    }

    [Fact]
    public async Task AHashedScript_IsKeptForAYear_AndAnsweredOnceByItsTag()
    {
        var script = ScriptAddress().Match(await PageAsync(host.Prometheus, "")).Groups[1].Value;
        var address = new Uri(host.Prometheus, script);
        using var packed = await SendAsync(address, r => r.Headers.Add("Accept-Encoding", "br, gzip"));
        Assert.Equal("gzip", packed.Content.Headers.ContentEncoding.Single());
        Assert.Contains("immutable", packed.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("text/javascript", packed.Content.Headers.ContentType?.MediaType);

        using var plain = await SendAsync(address, r => r.Headers.Add("Accept-Encoding", "gzip;q=0"));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Contains("import", await plain.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var tag = packed.Headers.ETag!;
        using var again = await SendAsync(address, r => r.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Head_AnswersTheLengthWithoutABody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, host.Prometheus);
        using var answer = await host.Client.SendAsync(request);
        Assert.True(answer.Content.Headers.ContentLength > 500);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<string> PageAsync(Uri root, string path) =>
        await host.Client.GetStringAsync(new Uri(root, path));

    private async Task<HttpResponseMessage> SendAsync(Uri address, Action<HttpRequestMessage> prepare)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        prepare(request);
        return await host.Client.SendAsync(request);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("<script[^>]*src=\"([^\"]*)\"")]
    private static partial Regex ScriptAddress();
}
