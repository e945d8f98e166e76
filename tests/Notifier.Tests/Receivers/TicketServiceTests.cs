using Hotaru.Testing;
using static Hotaru.Notifier.Tests.Receivers.ReceiverFixture;

namespace Hotaru.Notifier.Tests.Receivers;

/// <summary>Services that keep an issue, an incident or a message per group.</summary>
public sealed class TicketServiceTests
{
    private static readonly Secret Token = new("token");

    [Fact]
    public async Task Jira_makes_an_issue_where_there_is_none()
    {
        await using var server = HttpReceiver.Start();
        server.Answer = r => r.Path.EndsWith("/search", StringComparison.Ordinal)
            ? (200, """{"issues":[]}""") : (201, """{"key":"OPS-1"}""");
        var outcome = await SendAsync(Jira(server.Url + "/rest/api/2"), Notify());
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.Equal(
            ["POST /rest/api/2/search", "POST /rest/api/2/issue"],
            server.Requests.Select(r => $"{r.Method} {r.Path}"));
        Assert.StartsWith(
            "statusCategory != Done and project=\"OPS\" and labels=\"ALERT{",
            server.Requests[0].Json.GetProperty("jql").GetString());
        var fields = server.Requests[1].Json.GetProperty("fields");
        Assert.Equal("OPS", fields.GetProperty("project").GetProperty("key").GetString());
        Assert.Equal("Bug", fields.GetProperty("issuetype").GetProperty("name").GetString());
        Assert.Equal("High", fields.GetProperty("priority").GetProperty("name").GetString());
        Assert.Equal("Disk on h0", fields.GetProperty("summary").GetString());
        Assert.Equal(2, fields.GetProperty("labels").GetArrayLength());
        Assert.Equal(3, fields.GetProperty("customfield_1").GetInt32());
    }

    [Fact]
    public async Task Jira_closes_the_issue_of_what_is_over_and_opens_none_for_it()
    {
        await using var server = HttpReceiver.Start();
        const string Found =
            """{"issues":[{"key":"OPS-1","fields":{"status":{"statusCategory":{"key":"new"}}}}]}""";
        server.Answer = r => (200, r.Path switch
        {
            "/rest/api/2/search" => Found,
            "/rest/api/2/issue/OPS-1/transitions" when r.Method == "GET" =>
                """{"transitions":[{"id":"1","name":"Start"},{"id":"7","name":"Done"}]}""",
            _ => "",
        });
        var config = Jira(server.Url + "/rest/api/2") with
        {
            ResolveTransition = "Done",
            UpdatesSummary = false,
        };
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify(isFiring: false)));
        var changed = server.Requests[1];
        Assert.Equal(("PUT", "/rest/api/2/issue/OPS-1"), (changed.Method, changed.Path));
        Assert.False(changed.Json.GetProperty("fields").TryGetProperty("summary", out _));
        Assert.Equal(
            "7", server.Requests[3].Json.GetProperty("transition").GetProperty("id").GetString());

        server.Answer = _ => (200, """{"issues":[]}""");
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify(isFiring: false)));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Jira_searches_a_cloud_by_the_third_version_and_opens_again_what_closed_lately()
    {
        await using var server = HttpReceiver.Start();
        server.Answer = _ => (200, """{"issues":[]}""");
        var config = Jira(server.Url + "/rest/api/2") with
        {
            IsCloud = true,
            ReopenTransition = "Again",
            ReopenDuration = TimeSpan.FromHours(1),
            WontFixResolution = "Won't Fix",
        };
        await SendAsync(config, Notify());
        Assert.Equal("/rest/api/3/search/jql", server.Requests[0].Path);
        Assert.StartsWith(
            "(resolution is EMPTY or resolution != \"Won't Fix\") and "
            + "(resolutiondate is EMPTY OR resolutiondate >= -60m) and project=",
            server.Requests[0].Json.GetProperty("jql").GetString());
    }

    [Fact]
    public async Task Incident_io_gets_what_webhooks_get_with_its_own_version_and_token()
    {
        var request = await TakeAsync(
            url => new IncidentIoConfig
            {
                SendResolved = true,
                Url = new Secret(url + "/x"),
                Token = Token,
                MaxAlerts = 1,
            },
            Notify(alerts: 2));
        Assert.Equal("Bearer token", request.Headers["Authorization"]);
        Assert.Equal("1", request.Json.GetProperty("version").GetString());
        Assert.Equal(1, request.Json.GetProperty("alerts").GetArrayLength());
        Assert.Equal(1, request.Json.GetProperty("truncatedAlerts").GetInt32());
    }

    [Theory]
    [InlineData(true, "Nonsense", "CRITICAL")]
    [InlineData(true, "WARNING", "WARNING")]
    [InlineData(false, "WARNING", "RECOVERY")]
    public async Task Victorops_opens_and_closes(bool isFiring, string configured, string sent)
    {
        var request = await TakeAsync(
            url => new VictorOpsConfig
            {
                SendResolved = true,
                ApiUrl = url + "/alert/",
                ApiKey = Token,
                RoutingKey = "team {{ .Status }}",
                Texts = new Dictionary<string, string>
                {
                    ["message_type"] = configured,
                    ["state_message"] = new string('x', 30_000),
                    ["entity_display_name"] = "{{ .GroupLabels.alertname }}",
                    ["monitoring_tool"] = "m",
                },
                CustomFields = new Dictionary<string, string> { ["place"] = "{{ .Receiver }}" },
            },
            Notify(isFiring));
        Assert.Equal($"/alert/token/team%20{(isFiring ? "firing" : "resolved")}", request.Path);
        Assert.Equal(sent, request.Json.GetProperty("message_type").GetString());
        Assert.Equal(20_480, request.Json.GetProperty("state_message").GetString()!.Length);
        Assert.Equal("Disk", request.Json.GetProperty("entity_display_name").GetString());
        Assert.Equal("ops", request.Json.GetProperty("place").GetString());
    }

    [Fact]
    public async Task A_Slack_bot_changes_the_message_of_a_group_that_goes_on()
    {
        await using var server = HttpReceiver.Start();
        server.Answer = _ => (200, """{"ok":true,"channel":"C1","ts":"12.5"}""");
        using var sender = SenderFactory.Create(
            new SlackConfig
            {
                SendResolved = true,
                Url = new Secret(server.Url + "/api/chat.postMessage"),
                Token = Token,
                Channel = "#ops",
                Texts = new Dictionary<string, string>(),
                UpdatesMessage = true,
            },
            ReceiverFixture.Templates, TimeProvider.System);
        foreach (var isFiring in new[] { true, false, true })
        {
            Assert.Equal(
                DeliveryOutcome.Delivered, await sender.SendAsync(Notify(isFiring), CancellationToken.None));
        }

        Assert.Equal(
            ["/api/chat.postMessage", "/api/chat.update", "/api/chat.postMessage"],
            server.Requests.Select(r => r.Path));
        Assert.Equal("12.5", server.Requests[1].Json.GetProperty("ts").GetString());
        Assert.Equal("C1", server.Requests[1].Json.GetProperty("channel").GetString());
    }

    [Fact]
    public async Task Webex_and_wechat_are_told_in_their_own_ways()
    {
        var webex = await TakeAsync(
            url => new WebexConfig { SendResolved = true, ApiUrl = url, Room = "r", Message = "**m**" },
            Notify());
        Assert.Equal("**m**", webex.Json.GetProperty("markdown").GetString());
        Assert.Equal("r", webex.Json.GetProperty("roomId").GetString());

        await using var server = HttpReceiver.Start();
        server.Answer = r => r.Path.StartsWith("/gettoken", StringComparison.Ordinal)
            ? (200, """{"access_token":"abc"}""") : (200, """{"errcode":0}""");
        var config = new WeChatConfig
        {
            SendResolved = true,
            ApiUrl = server.Url + "/",
            ApiSecret = Token,
            Corporation = "corp",
            Message = "m",
            ToUser = "u",
            MessageType = "markdown",
        };
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify()));
        Assert.Equal(
            ["/gettoken?corpsecret=token&corpid=corp", "/message/send?access_token=abc"],
            server.Requests.Select(r => r.Path));
        Assert.Equal(
            "m", server.Requests[1].Json.GetProperty("markdown").GetProperty("content").GetString());
        server.Answer = _ => (200, """{"errcode":40001,"errmsg":"no"}""");
        Assert.Equal(
            DeliveryOutcome.Refused("WeChat takes neither secret nor corp_id"),
            await SendAsync(config, Notify()));
    }

    [Fact]
    public async Task An_attempt_ends_after_the_time_of_its_configuration()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        var outcome = await SendAsync(
            new WebhookConfig
            {
                SendResolved = true,
                Url = new Secret($"http://{silent.LocalEndpoint}/"),
                AttemptTimeout = TimeSpan.FromMilliseconds(200),
            },
            Notify());
        Assert.Equal(DeliveryOutcome.Unreachable("no answer within 0.2 s"), outcome);
    }

    private static JiraConfig Jira(string url) => new()
    {
        SendResolved = true,
        ApiUrl = url,
        Texts = new Dictionary<string, string>
        {
            ["project"] = "OPS",
            ["issue_type"] = "Bug",
            ["summary"] = "{{ .GroupLabels.alertname }} on {{ .CommonLabels.instance }}",
            ["description"] = "{{ template \"jira.default.description\" . }}",
            ["priority"] = "{{ template \"jira.default.priority\" . }}",
        },
        Labels = ["hotaru"],
        Fields = [new("customfield_1", new PayloadNode(null, null, "3", IsLiteral: true))],
    };
}
