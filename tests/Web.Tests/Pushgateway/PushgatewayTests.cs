using System.Net;
using System.Text;
using Hotaru.Gateway;
using Hotaru.Model;

namespace Hotaru.Web.Tests.Pushgateway;

public sealed class PushgatewayTests
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task A_push_is_on_the_page_in_the_api_and_a_sample()
    {
        await using var host = await PushHost.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, HttpMethod.Put, "/metrics/job/a/instance/i",
            "m{x=\"1\"} 3.14\n"));

        var page = await Client.GetStringAsync(new Uri(host.Url + "/metrics"));
        Assert.Contains("# TYPE m untyped\nm{instance=\"i\",job=\"a\",x=\"1\"} 3.14\n", page,
            StringComparison.Ordinal);
        Assert.Contains("push_failure_time_seconds{instance=\"i\",job=\"a\"} 0\n", page,
            StringComparison.Ordinal);
        Assert.Contains("pushgateway_http_requests_total{code=\"200\",handler=\"push\",method=\"put\"} 1\n",
            page, StringComparison.Ordinal);
        var api = await Client.GetStringAsync(new Uri(host.Url + "/api/v1/metrics"));
        Assert.Contains("\"value\":\"3.14\"", api, StringComparison.Ordinal);
        var sample = Assert.Single(host.Series.Samples(Labels.Of("__name__", "m", "instance", "i", "job", "a",
            "x", "1")));
        Assert.Equal(3.14, sample.Value);
        Assert.Contains("m", host.Arrivals.All[0]);
    }

    [Fact]
    public async Task Without_the_check_a_push_is_accepted_and_the_page_has_what_was_pushed()
    {
        await using var host = await PushHost.StartAsync(new GatewayModel { ChecksConsistency = false });

        Assert.Equal(HttpStatusCode.Accepted,
            await SendAsync(host, HttpMethod.Put, "/metrics/job/a", "# TYPE m gauge\nm 1\n"));
        Assert.Equal(HttpStatusCode.Accepted,
            await SendAsync(host, HttpMethod.Put, "/metrics/job/b", "# TYPE m summary\nm_sum 2\n"));

        var page = await Client.GetStringAsync(new Uri(host.Url + "/metrics"));
        Assert.Contains(
            "# TYPE m gauge\nm{instance=\"\",job=\"a\"} 1\nm_sum{instance=\"\",job=\"b\"} 2\n", page,
            StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, host.Url + "/metrics");
        request.Headers.TryAddWithoutValidation("Accept",
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");
        using var answer = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_syntax_error_names_line_and_column_and_changes_nothing()
    {
        await using var host = await PushHost.StartAsync();

        var (status, text) = await AnswerAsync(host, HttpMethod.Post, "/metrics/job/a", "m 1\nn two\n");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("line 2, column 3: \"two\" is not a float\n", text);
        Assert.Empty(host.Gateway.Groups);
    }

    [Fact]
    public async Task A_store_that_fails_is_a_503_and_changes_nothing()
    {
        await using var host = await PushHost.StartAsync();
        await SendAsync(host, HttpMethod.Put, "/metrics/job/a", "m 1\n");
        host.Series.FailNextCommits("the disk is full; free some space");

        var (status, text) = await AnswerAsync(host, HttpMethod.Put, "/metrics/job/a", "n 1\n");
        var deletion = await SendAsync(host, HttpMethod.Delete, "/metrics/job/a", null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("the disk is full; free some space\n", text);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, deletion);
        Assert.True(Assert.Single(host.Gateway.Groups).Families.ContainsKey("m"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_plain_and_compressed()
    {
        await using var host = await PushHost.StartAsync(new GatewayModel { MaxBodyBytes = 1000 });
        var large = "m{x=\"" + new string('v', 100_000) + "\"} 1\n";
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed,
            System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(large));
        using var bomb = new HttpRequestMessage(HttpMethod.Put, host.Url + "/metrics/job/a");
        bomb.Content = new ByteArrayContent(packed.ToArray());
        bomb.Content.Headers.ContentEncoding.Add("gzip");

        Assert.True(packed.Length < 1000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync(host, HttpMethod.Put,
            "/metrics/job/a", large));
        using var answer = await Client.SendAsync(bomb);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(host.Gateway.Groups);
    }

    /// <summary>Bombs that are decompressed while others still send share one budget of memory.</summary>
    [Fact]
    public async Task One_large_body_too_many_is_refused_for_the_moment()
    {
        await using var host = await PushHost.StartAsync(new GatewayModel { MaxBodyBytes = 2 << 20 });
        var sending = new List<(TaskCompletionSource LastByte, Task<HttpResponseMessage> Answer)>();
        for (var i = 0; i < 2; i++) sending.Add(await HalfSendAsync(host, i));

        // The others are there when the server has read them; until then one of them may be refused.
        var status = HttpStatusCode.OK;
        for (var i = 0; i < 500 && status == HttpStatusCode.OK; i++)
        {
            status = await BombAsync(host, 3 << 19);
            for (var k = 0; k < 2; k++)
                if (sending[k].Answer.IsCompleted) sending[k] = await HalfSendAsync(host, k);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, HttpMethod.Put, "/metrics/job/d", "m 1\n"));
        foreach (var (rest, answer) in sending)
        {
            rest.SetResult();
            using var refused = await answer;
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var large = "m 1\n#" + new string(' ', 3 << 19) + "\n";
        Assert.Equal(HttpStatusCode.OK, await SendAsync(host, HttpMethod.Put, "/metrics/job/c", large));
    }

    private static async Task<(TaskCompletionSource LastByte, Task<HttpResponseMessage> Answer)>
        HalfSendAsync(PushHost host, int job)
    {
        var body = new HalfSentContent(new byte[3 << 19]);
        var answer = Client.PutAsync(new Uri($"{host.Url}/metrics/job/{job}"), body);
        await Task.WhenAny(body.IsHalfSent, answer);
        return (body.Rest, answer);
    }

    private static async Task<HttpStatusCode> BombAsync(PushHost host, int size)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed,
            System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("m 1\n#" + new string(' ', size) + "\n"));
        using var bomb = new ByteArrayContent(packed.ToArray());
        bomb.Headers.ContentEncoding.Add("gzip");
        using var answer = await Client.PutAsync(new Uri(host.Url + "/metrics/job/c"), bomb);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Groups_are_deleted_by_matchers_after_a_dry_run()
    {
        await using var host = await PushHost.StartAsync();
        foreach (var i in new[] { "a1", "a2", "b1" })
            await SendAsync(host, HttpMethod.Put, $"/metrics/job/x/instance/{i}", "m 1\n");
        var query = "/api/hotaru/v1/push/groups?match=" + Uri.EscapeDataString("instance=~\"a.*\"");

        var (_, dry) = await AnswerAsync(host, HttpMethod.Delete, query + "&dry_run=true", null);
        var groups = host.Gateway.Groups.Count;
        var (_, deleted) = await AnswerAsync(host, HttpMethod.Delete, query, null);
        var withoutMatch = await SendAsync(host, HttpMethod.Delete, "/api/hotaru/v1/push/groups", null);

        Assert.StartsWith("{\"count\":2,\"deleted\":false,", dry, StringComparison.Ordinal);
        Assert.Equal(3, groups);
        Assert.StartsWith("{\"count\":2,\"deleted\":true,", deleted, StringComparison.Ordinal);
        Assert.Equal(Labels.Of("instance", "b1", "job", "x"), Assert.Single(host.Gateway.Groups).Key);
        Assert.Equal(HttpStatusCode.BadRequest, withoutMatch);
    }

    [Fact]
    public async Task Wipe_and_quit_are_off_by_default()
    {
        await using var off = await PushHost.StartAsync(new GatewayModel());
        await using var on = await PushHost.StartAsync(new GatewayModel
        {
            EnableAdminApi = true,
            EnableLifecycle = true
        });

        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(off, HttpMethod.Put, "/api/v1/admin/wipe",
            null));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(off, HttpMethod.Post, "/-/quit", null));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(on, HttpMethod.Put, "/api/v1/admin/wipe",
            null));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(on, HttpMethod.Post, "/-/quit", null));
        Assert.True(on.HasQuit);
    }

    [Fact]
    public async Task A_push_can_say_how_long_its_group_lives()
    {
        await using var host = await PushHost.StartAsync();
        using var push = new HttpRequestMessage(HttpMethod.Put, host.Url + "/metrics/job/a");
        push.Content = new StringContent("m 1\n");
        push.Headers.Add("X-Hotaru-TTL", "30m");
        using var answer = await Client.SendAsync(push);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(30), host.Gateway.Groups[0].TimeToLive);
    }

    [Fact]
    public async Task Counters_add_up_once_for_each_key()
    {
        await using var host = await PushHost.StartAsync(new GatewayModel
        {
            AddUpJobs =
            new HashSet<string> { "a" }
        });
        foreach (var key in new[] { "run1", "run2", "run2" })
        {
            using var push = new HttpRequestMessage(HttpMethod.Post, host.Url + "/metrics/job/a");
            push.Content = new StringContent("# TYPE c counter\nc 2\n# TYPE g gauge\ng 7\n");
            push.Headers.Add("Idempotency-Key", key);
            using var answer = await Client.SendAsync(push);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var page = await Client.GetStringAsync(new Uri(host.Url + "/metrics"));
        Assert.Contains("c{instance=\"\",job=\"a\"} 4\n", page, StringComparison.Ordinal);
        Assert.Contains("g{instance=\"\",job=\"a\"} 7\n", page, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> SendAsync(PushHost host, HttpMethod method, string path,
        string? body) =>
        (await AnswerAsync(host, method, path, body)).Status;

    private static async Task<(HttpStatusCode Status, string Text)> AnswerAsync(
        PushHost host, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, host.Url + path);
        if (body is not null) request.Content = new StringContent(body);
        using var answer = await Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
