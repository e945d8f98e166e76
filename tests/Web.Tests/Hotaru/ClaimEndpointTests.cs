using System.Net;
using Hotaru.Indicator;
using Hotaru.Testing;
using Hotaru.Web.Hotaru;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Hotaru.Web.Tests.Hotaru;

public sealed class ClaimEndpointTests : IAsyncLifetime
{
    private const string Good = "correct-horse-battery";

    private readonly ClaimWindow _window = new(new ManualTime());
    private readonly List<string> _kept = [];
    private readonly WebApplication _app;
    private HttpClient _client = new();
    private Exception? _trouble;

    public ClaimEndpointTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        new ClaimEndpoint(_window, Keep).Map(_app);
    }

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        _client.Dispose();
        _client = new HttpClient
        {
            BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features
                .Get<IServerAddressesFeature>()!.Addresses.First()),
        };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Closed_it_says_how_it_is_opened_and_takes_nothing()
    {
        Assert.Contains("button held", await _client.GetStringAsync("claim"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Good));
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task Open_it_takes_one_token_and_is_closed_then()
    {
        _window.Open();
        Assert.Contains("<form method=post>", await _client.GetStringAsync("claim"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Good));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Good));
        Assert.Equal([Good], _kept);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    [InlineData("has a space in it")]
    [InlineData("quote\"quote\"quote")]
    [InlineData("line\nline\nline\nline")]
    [InlineData("ends-with-a-newline\n")]
    public async Task What_is_no_token_is_refused_and_the_window_stays_open(string token)
    {
        _window.Open();
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));
        Assert.True(_window.IsOpen);
        Assert.Empty(_kept);
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_claim_and_this_one_can()
    {
        _window.Open();
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Good, "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(Good, "null"));
        var ours = _client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Good, ours));
    }

    [Fact]
    public async Task What_could_not_be_written_is_told_and_can_be_tried_again()
    {
        _window.Open();
        _trouble = new IOException("No space left on <device>");
        using var answer = await _client.PostAsync("claim", Form(Good));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("No space left on &lt;device&gt;", await answer.Content.ReadAsStringAsync());
        _trouble = null;
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Good));
    }

    private void Keep(string token)
    {
        if (_trouble is not null) throw _trouble;
        _kept.Add(token);
    }

    private async Task<HttpStatusCode> PostAsync(string token, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "claim") { Content = Form(token) };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    private static FormUrlEncodedContent Form(string token) => new([new("token", token)]);
}
