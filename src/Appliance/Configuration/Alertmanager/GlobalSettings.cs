using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>The global section, which fills in what receivers leave out.</summary>
internal sealed record GlobalSettings
{
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

    public string SlackAppUrl { get; init; } = "https://slack.com/api/chat.postMessage";

    public string PagerDutyUrl { get; init; } = "https://events.pagerduty.com/v2/enqueue";

    public string OpsGenieUrl { get; init; } = "https://api.opsgenie.com/";

    public Secret OpsGenieKey { get; init; } = Secret.None;

    public string TelegramUrl { get; init; } = "https://api.telegram.org";

    public Secret TelegramToken { get; init; } = Secret.None;

    public string RocketChatUrl { get; init; } = "https://open.rocket.chat/";

    public Secret RocketChatToken { get; init; } = Secret.None;

    public Secret RocketChatTokenId { get; init; } = Secret.None;

    public Secret MattermostUrl { get; init; } = Secret.None;
}
