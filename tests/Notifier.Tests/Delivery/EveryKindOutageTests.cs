using System.Text.RegularExpressions;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Notifier.Tests.Delivery;

/// <summary>
/// Real senders over real connections, on virtual time: what belongs to a service that nobody listens for
/// during ten minutes arrives afterwards, once and in order.
/// </summary>
public sealed partial class EveryKindOutageTests
{
    private static readonly Secret Token = new("token");
    private readonly int _port = ApplianceProcess.FreePorts(1)[0];
    private readonly ManualTime _time = new();

    private string Url => $"http://127.0.0.1:{_port}";

    [Theory]
    [InlineData("webhook")]
    [InlineData("slack")]
    [InlineData("discord")]
    [InlineData("telegram")]
    [InlineData("msteamsv2")]
    [InlineData("mattermost")]
    [InlineData("rocketchat")]
    [InlineData("pagerduty")]
    [InlineData("opsgenie")]
    [InlineData("pushover")]
    [InlineData("ntfy")]
    [InlineData("gotify")]
    [InlineData("matrix")]
    public async Task A_web_service_gets_everything_once_and_in_order(string kind)
    {
        await using var notifier = await OutageAsync(WebService(kind));
        await using var server = HttpReceiver.Start(_port);
        server.Answer = _ => (200, """{"ok":true,"success":true}""");
        await RecoverAsync(notifier);
        Assert.Equal(
            ["One", "Two", "Three"], server.Requests.Select(r => Name(Uri.UnescapeDataString(r.Body))));
    }

    [Fact]
    public async Task A_mail_server_gets_everything_once_and_in_order()
    {
        await using var notifier = await OutageAsync(new EmailConfig
        {
            SendResolved = true,
            To = "ops@example.org",
            From = "hotaru@example.org",
            Host = "127.0.0.1",
            Port = _port,
            RequiresTls = false,
            Tls = TlsConfig.Default with { IsInsecure = true },
        });
        await using var server = SmtpReceiver.Start(_port);
        await RecoverAsync(notifier);
        Assert.Equal(["One", "Two", "Three"], server.Messages.Select(m => Name(m.Subject)));
    }

    [Fact]
    public async Task A_broker_gets_everything_once_and_in_order()
    {
        await using var notifier = await OutageAsync(new MqttConfig
        {
            SendResolved = true,
            Host = "127.0.0.1",
            Port = _port,
            Topic = "alerts",
        });
        await using var server = MqttBroker.Start(_port);
        await RecoverAsync(notifier);
        Assert.Equal(["One", "Two", "Three"], server.Published.Select(p => Name(p.Payload)));
    }

    [GeneratedRegex("One|Two|Three")]
    private static partial Regex Names { get; }

    private static string Name(string text) => Names.Match(text).Value;

    /// <summary>Three alerts fire within ten minutes in which nobody listens.</summary>
    private async Task<NotifierService> OutageAsync(IntegrationConfig config)
    {
        var model = NotifierModel.Silent with
        {
            Root = Routes.Root(),
            Receivers = [new ReceiverModel("ops", Labels.Empty, [config])],
        };
        var notifier = new NotifierService(
            model, new NotifierOptions(), new MemoryStore(), _time, NullLoggerFactory.Instance);
        notifier.Start();
        foreach (var name in new[] { "One", "Two", "Three" })
        {
            var now = _time.GetUtcNow();
            await notifier.PostAsync(
                [new AlertEntry(Labels.Of(LabelNames.AlertName, name), Labels.Empty, now, now.AddDays(1), now,
                    IsTimeout: false, "")], CancellationToken.None);
            await AdvanceAsync(notifier, TimeSpan.FromSeconds(200));
        }

        Assert.All(notifier.Deliveries.List(), d => Assert.Equal(DeliveryState.Retrying, d.State));
        Assert.InRange(notifier.Deliveries.List()[0].Attempts, 5, 40);
        return notifier;
    }

    private async Task RecoverAsync(NotifierService notifier)
    {
        await AdvanceAsync(notifier, TimeSpan.FromMinutes(5));
        Assert.Equal(3, notifier.Deliveries.List().Count(d => d.State == DeliveryState.Delivered));
    }

    /// <summary>In steps, because an attempt is real and its next try is set when it has failed.</summary>
    private async Task AdvanceAsync(NotifierService notifier, TimeSpan duration)
    {
        var step = TimeSpan.FromSeconds(5);
        for (var passed = TimeSpan.Zero; passed < duration; passed += step)
        {
            _time.Advance(step);
            await notifier.WhenQuietAsync();
        }
    }

    private IntegrationConfig WebService(string kind)
    {
        const string Title = "{{ .GroupLabels.alertname }}";
        var texts = new Dictionary<string, string> { ["title"] = Title, ["text"] = Title };
        return kind switch
        {
            "webhook" => new WebhookConfig { SendResolved = true, Url = new Secret(Url) },
            "slack" => new SlackConfig { SendResolved = true, Url = new Secret(Url), Texts = texts },
            "discord" => new DiscordConfig
            {
                SendResolved = true,
                Url = new Secret(Url),
                Title = Title,
                Message = "",
            },
            "telegram" => new TelegramConfig
            {
                SendResolved = true,
                ApiUrl = Url,
                Token = Token,
                Chat = new Secret("1"),
                Message = Title,
            },
            "msteamsv2" => new TeamsConfig
            {
                SendResolved = true,
                IsWorkflow = true,
                Url = new Secret(Url),
                Title = Title,
                Text = "",
            },
            "mattermost" => new MattermostConfig
            {
                SendResolved = true,
                Url = new Secret(Url),
                Texts = texts,
            },
            "rocketchat" => new RocketChatConfig
            {
                SendResolved = true,
                ApiUrl = Url,
                Token = Token,
                TokenId = Token,
                Texts = texts,
            },
            _ => Pager(kind, Title),
        };
    }

    private IntegrationConfig Pager(string kind, string title) => kind switch
    {
        "pagerduty" => new PagerDutyConfig
        {
            SendResolved = true,
            Url = Url,
            RoutingKey = Token,
            Texts = new Dictionary<string, string> { ["description"] = title },
        },
        "opsgenie" => new OpsGenieConfig
        {
            SendResolved = true,
            ApiUrl = Url + "/",
            Key = Token,
            Texts = new Dictionary<string, string> { ["message"] = title },
        },
        "pushover" => new PushoverConfig
        {
            SendResolved = true,
            ApiUrl = Url,
            User = Token,
            Token = Token,
            Texts = new Dictionary<string, string> { ["title"] = title, ["message"] = title },
        },
        "ntfy" => new NtfyConfig
        {
            SendResolved = true,
            Url = Url,
            Topic = Token,
            Title = title,
            Message = title,
            Priority = "3",
            Tags = "",
        },
        "gotify" => new GotifyConfig
        {
            SendResolved = true,
            Url = Url,
            Token = Token,
            Title = title,
            Message = title,
            Priority = "5",
        },
        "matrix" => new MatrixConfig
        {
            SendResolved = true,
            Url = Url,
            Room = "!r:x",
            Token = Token,
            Message = title,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
