using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>The global section, which fills in what receivers leave out.</summary>
internal sealed record GlobalSettings
{
    /// <summary>Where Slack takes messages of bots.</summary>
    public const string SlackPostUrl = "https://slack.com/api/chat.postMessage";

    /// <summary>What names of files are relative to.</summary>
    public required string Directory { get; init; }

    public TimeSpan ResolveTimeout { get; init; } = TimeSpan.FromMinutes(5);

    public HttpConfig Http { get; init; } = HttpConfig.Default;

    public (string Host, int Port)? Smarthost { get; init; }

    public string From { get; init; } = "";

    public string Hello { get; init; } = "localhost";

    public string User { get; init; } = "";

    public Secret Password { get; init; } = Secret.None;

    public Secret AuthSecret { get; init; } = Secret.None;

    public string Identity { get; init; } = "";

    public bool RequiresTls { get; init; } = true;

    public bool? ImplicitTls { get; init; }

    public TlsConfig Tls { get; init; } = TlsConfig.Default;

    public Secret SlackUrl { get; init; } = Secret.None;

    public Secret SlackToken { get; init; } = Secret.None;

    public string SlackAppUrl { get; init; } = SlackPostUrl;

    public string PagerDutyUrl { get; init; } = "https://events.pagerduty.com/v2/enqueue";

    public string OpsGenieUrl { get; init; } = "https://api.opsgenie.com/";

    public Secret OpsGenieKey { get; init; } = Secret.None;

    public string TelegramUrl { get; init; } = "https://api.telegram.org";

    public Secret TelegramToken { get; init; } = Secret.None;

    public string RocketChatUrl { get; init; } = "https://open.rocket.chat/";

    public Secret RocketChatToken { get; init; } = Secret.None;

    public Secret RocketChatTokenId { get; init; } = Secret.None;

    public string VictorOpsUrl { get; init; } =
        "https://alert.victorops.com/integrations/generic/20131114/alert/";

    public Secret VictorOpsKey { get; init; } = Secret.None;

    public string WebexUrl { get; init; } = "https://webexapis.com/v1/messages";

    public string WeChatUrl { get; init; } = "https://qyapi.weixin.qq.com/cgi-bin/";

    public Secret WeChatSecret { get; init; } = Secret.None;

    public string WeChatCorporation { get; init; } = "";

    public string JiraUrl { get; init; } = "";

    public Secret MattermostUrl { get; init; } = Secret.None;
}
