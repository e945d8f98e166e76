using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads the global section.</summary>
internal static class GlobalSection
{
    public static GlobalSettings Read(ConfigNode? node, string directory)
    {
        var defaults = new GlobalSettings { Directory = directory };
        if (node is null || node.IsNull) return defaults;
        var map = node.Map();
        var settings = Services(map, Mail(map, defaults, directory), directory) with
        {
            ResolveTimeout = map.Duration("resolve_timeout", defaults.ResolveTimeout),
            Http = HttpSection.Read(map["http_config"], directory, defaults.Http),
        };
        map.End();
        return settings;
    }

    private static GlobalSettings Mail(ConfigMap map, GlobalSettings defaults, string directory) =>
        defaults with
        {
            Smarthost = map.HostAndPort("smtp_smarthost"),
            From = map.Text("smtp_from"),
            Hello = map.Text("smtp_hello", defaults.Hello),
            User = map.Text("smtp_auth_username"),
            Password = map.Secret("smtp_auth_password", directory),
            AuthSecret = map.Secret("smtp_auth_secret", directory),
            Identity = map.Text("smtp_auth_identity"),
            RequiresTls = map.Flag("smtp_require_tls", true),
            ImplicitTls = map["smtp_force_implicit_tls"]?.Flag(),
            Tls = TlsSection.Read(map["smtp_tls_config"], directory, defaults.Tls),
        };

    private static GlobalSettings Services(ConfigMap map, GlobalSettings defaults, string directory) =>
        defaults with
        {
            SlackUrl = map.SecretUrl("slack_api_url", directory),
            SlackToken = map.Secret("slack_app_token", directory),
            SlackAppUrl = map.Url("slack_app_url", defaults.SlackAppUrl),
            PagerDutyUrl = map.Url("pagerduty_url", defaults.PagerDutyUrl),
            OpsGenieUrl = map.Url("opsgenie_api_url", defaults.OpsGenieUrl),
            OpsGenieKey = map.Secret("opsgenie_api_key", directory),
            TelegramUrl = map.Url("telegram_api_url", defaults.TelegramUrl),
            TelegramToken = map.Secret("telegram_bot_token", directory),
            RocketChatUrl = map.Url("rocketchat_api_url", defaults.RocketChatUrl),
            RocketChatToken = map.Secret("rocketchat_token", directory),
            RocketChatTokenId = map.Secret("rocketchat_token_id", directory),
            VictorOpsUrl = map.Url("victorops_api_url", defaults.VictorOpsUrl),
            VictorOpsKey = map.Secret("victorops_api_key", directory),
            WebexUrl = map.Url("webex_api_url", defaults.WebexUrl),
            WeChatUrl = map.Url("wechat_api_url", defaults.WeChatUrl),
            WeChatSecret = map.Secret("wechat_api_secret", directory),
            WeChatCorporation = map.Text("wechat_api_corp_id"),
            JiraUrl = map.Url("jira_api_url", ""),
            MattermostUrl = map.SecretUrl("mattermost_webhook_url", directory),
        };
}
