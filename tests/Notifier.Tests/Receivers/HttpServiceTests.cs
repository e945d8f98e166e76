using System.Text;
using Hotaru.Testing;
using static Hotaru.Notifier.Tests.Receivers.ReceiverFixture;

namespace Hotaru.Notifier.Tests.Receivers;

public sealed class HttpServiceTests
{
    private static readonly Secret Token = new("token");

    [Fact]
    public async Task Webhook_posts_the_documented_json()
    {
        var request = await TakeAsync(
            url => new WebhookConfig { SendResolved = true, Url = new Secret(url + "/hook"), MaxAlerts = 2 },
            Notify(alerts: 3));
        Assert.Equal(("POST", "/hook"), (request.Method, request.Path));
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        var json = request.Json;
        Assert.Equal("4", json.GetProperty("version").GetString());
        Assert.Equal("firing", json.GetProperty("status").GetString());
        Assert.Equal(2, json.GetProperty("alerts").GetArrayLength());
        Assert.Equal(1, json.GetProperty("truncatedAlerts").GetInt32());
        Assert.Equal("0001-01-01T00:00:00Z", json.GetProperty("alerts")[0].GetProperty("endsAt").GetString());
        Assert.Equal("1970-01-01T00:00:00Z",
            json.GetProperty("alerts")[0].GetProperty("startsAt").GetString());
    }

    [Fact]
    public async Task Webhook_url_and_payload_are_templates()
    {
        var payload = new PayloadNode(
            [new("s", new PayloadNode(null, null, "{{ .Status }}")),
                new("n", new PayloadNode(null, null, "3", true))],
            null);
        var request = await TakeAsync(
            url => new WebhookConfig
            {
                SendResolved = true,
                Url = new Secret(url + "/{{ .GroupLabels.alertname }}"),
                Payload =
                    payload,
            },
            Notify());
        Assert.Equal("/Disk", request.Path);
        Assert.Equal("""{"s":"firing","n":3}""", request.Body);
    }

    [Theory]
    [InlineData(500, DeliveryResult.Retry)]
    [InlineData(503, DeliveryResult.Retry)]
    [InlineData(429, DeliveryResult.Retry)]
    [InlineData(404, DeliveryResult.Refused)]
    [InlineData(400, DeliveryResult.Refused)]
    public async Task An_answer_decides_what_happens_next(int status, DeliveryResult result)
    {
        await using var server = HttpReceiver.Start();
        server.Answer = _ => (status, "because");
        var outcome = await SendAsync(
            new WebhookConfig { SendResolved = true, Url = new Secret(server.Url + "/secret-path") },
            Notify());
        Assert.Equal(result, outcome.Result);
        Assert.Equal($"answered {status}: because", outcome.Reason);
    }

    [Fact]
    public async Task An_unreachable_server_is_tried_again_and_its_url_is_not_told()
    {
        var outcome = await SendAsync(
            new WebhookConfig { SendResolved = true, Url = new Secret("http://127.0.0.1:1/secret") },
            Notify());
        Assert.Equal((DeliveryResult.Retry, false), (outcome.Result, outcome.Answered));
        Assert.DoesNotContain("secret", outcome.Reason);
    }

    [Fact]
    public async Task Telegram_goes_without_markup_where_markup_is_refused()
    {
        await using var server = HttpReceiver.Start();
        server.Answer = r => r.Body.Contains("parse_mode", StringComparison.Ordinal)
            ? (400, """{"ok":false,"description":"Bad Request: can't parse entities"}""")
            : (200, """{"ok":true}""");
        var outcome = await SendAsync(
            new TelegramConfig
            {
                SendResolved = true,
                ApiUrl = server.Url,
                Token = Token,
                Chat = new Secret("-5"),
                Message = "<b>{{ .CommonAnnotations.summary }}",
            },
            Notify(summary: new string('x', 6000)));
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.Equal(2, server.Requests.Count);
        var sent = server.Requests[1];
        Assert.Equal("/bottoken/sendMessage", sent.Path);
        Assert.Equal(-5, sent.Json.GetProperty("chat_id").GetInt64());
        Assert.Equal(4096, sent.Json.GetProperty("text").GetString()!.Length);
    }

    [Fact]
    public async Task Discord_cuts_what_is_too_long()
    {
        var request = await TakeAsync(
            url => new DiscordConfig
            {
                SendResolved = true,
                Url = new Secret(url),
                Title = "{{ .CommonAnnotations.summary }}",
                Message = "{{ .CommonAnnotations.summary }}",
            },
            Notify(summary: string.Concat(Enumerable.Repeat("ü😀", 3000))));
        var embed = request.Json.GetProperty("embeds")[0];
        Assert.Equal(256, embed.GetProperty("title").GetString()!.EnumerateRunes().Count());
        Assert.Equal(4096, embed.GetProperty("description").GetString()!.EnumerateRunes().Count());
    }

    [Fact]
    public async Task Slack_says_in_json_what_it_refuses()
    {
        await using var server = HttpReceiver.Start();
        server.Answer = _ => (200, """{"ok":false,"error":"channel_not_found"}""");
        var outcome = await SendAsync(
            new SlackConfig
            {
                SendResolved = true,
                Url = new Secret(server.Url),
                Token = Token,
                Channel = "#x",
                Texts = new Dictionary<string,
                string>
                { ["title"] = """{{ template "slack.default.title" . }}""" },
            },
            Notify());
        Assert.Equal(DeliveryOutcome.Refused("Slack says channel_not_found"), outcome);
        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer token", request.Headers["Authorization"]);
        Assert.Equal(
            "[FIRING:1] Disk (h0 critical)",
            request.Json.GetProperty("attachments")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Pagerduty_opens_and_closes_one_incident_per_group()
    {
        PagerDutyConfig Config(string url) => new()
        {
            SendResolved = true,
            Url = url,
            RoutingKey = Token,
            Texts = new Dictionary<string, string>(),
        };
        var opened = (await TakeAsync(Config, Notify())).Json;
        var closed = (await TakeAsync(Config, Notify(isFiring: false))).Json;
        Assert.Equal("trigger", opened.GetProperty("event_action").GetString());
        Assert.Equal("resolve", closed.GetProperty("event_action").GetString());
        Assert.Equal(opened.GetProperty("dedup_key").GetString(),
            closed.GetProperty("dedup_key").GetString());
    }

    [Fact]
    public async Task Opsgenie_closes_by_alias()
    {
        var request = await TakeAsync(
            url => new OpsGenieConfig
            {
                SendResolved = true,
                ApiUrl = url + "/",
                Key = Token,
                Texts = new Dictionary<string,
                string>(),
            },
            Notify(isFiring: false));
        Assert.StartsWith("/v2/alerts/", request.Path, StringComparison.Ordinal);
        Assert.EndsWith("/close?identifierType=alias", request.Path, StringComparison.Ordinal);
        Assert.Equal("GenieKey token", request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Pushover_gets_a_form_within_its_limits()
    {
        var request = await TakeAsync(
            url => new PushoverConfig
            {
                SendResolved = true,
                ApiUrl = url,
                User = new Secret("u"),
                Token = Token,
                Texts = new Dictionary<string, string>
                {
                    ["title"] = "t",
                    ["message"] = "{{ .CommonAnnotations.summary }}",
                    ["priority"] = "2",
                },
            },
            Notify(summary: new string('y', 2000)));
        Assert.Contains("user=u&", request.Body);
        Assert.Contains("retry=60", request.Body);
        var message = request.Body.Split('&').Single(p => p.StartsWith("message=", StringComparison.Ordinal));
        Assert.Equal(1024, Uri.UnescapeDataString(message[8..]).Length);
    }

    [Fact]
    public async Task Ntfy_gotify_and_matrix_are_told_in_their_own_ways()
    {
        var ntfy = (await TakeAsync(
            url => new NtfyConfig
            {
                SendResolved = true,
                Url = url,
                Topic = new Secret("home"),
                Title = "t",
                Message = "m",
                Priority = "9",
                Tags = "a, b",
            },
            Notify())).Json;
        Assert.Equal("home", ntfy.GetProperty("topic").GetString());
        Assert.Equal(5, ntfy.GetProperty("priority").GetInt32());
        Assert.Equal(2, ntfy.GetProperty("tags").GetArrayLength());

        var gotify = await TakeAsync(
            url => new GotifyConfig
            {
                SendResolved = true,
                Url = url,
                Token = Token,
                Title = "t",
                Message = "",
                Priority = "5",
            },
            Notify());
        Assert.Equal(("/message", "token"), (gotify.Path, gotify.Headers["X-Gotify-Key"]));

        var matrix = await TakeAsync(
            url => new MatrixConfig
            {
                SendResolved = true,
                Url = url,
                Room = "!r:x",
                Token = Token,
                Message = "hello {{ .Status }}",
            },
            Notify());
        Assert.Equal("PUT", matrix.Method);
        Assert.Equal("/_matrix/client/v3/rooms/%21r%3Ax/send/m.room.message/0123456789abcdef", matrix.Path);
        Assert.Equal("hello firing", matrix.Json.GetProperty("body").GetString());
    }

    [Fact]
    public async Task Basic_authorization_and_own_headers_are_sent()
    {
        var http = new HttpConfig
        {
            HasBasicAuth = true,
            User = "u",
            Password = new Secret("p"),
            Headers =
                [new("X-Team", new Secret("blue"))],
        };
        var request = await TakeAsync(
            url => new WebhookConfig { SendResolved = true, Url = new Secret(url), Http = http }, Notify());
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("u:p")),
            request.Headers["Authorization"]);
        Assert.Equal("blue", request.Headers["X-Team"]);
    }
}
