using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>
/// Reads entries of slack_configs, discord_configs, telegram_configs and msteams(v2)_configs.
/// </summary>
internal static class ChatFields
{
    public static IntegrationConfig Slack(ConfigMap map, GlobalSettings global)
    {
        var url = map.SecretUrl("api_url", global.Directory);
        var token = map.Secret("app_token", global.Directory);
        var appUrl = map.Url("app_url", global.SlackAppUrl);
        if (!url.IsEmpty && !token.IsEmpty)
            map.Problems.Add(map.At, "api_url and app_token are both given", "keep one of them");
        if (url.IsEmpty && token.IsEmpty) (url, token) = (global.SlackUrl, global.SlackToken);
        if (url.IsEmpty && token.IsEmpty)
            map.Problems.Add(
                map.At, "there is no Slack address", "add api_url or app_token, here or in global");
        var updates = map.Flag("update_message", false);
        // The peer takes a bot's address in api_url as well, with the token in http_config.
        if (updates && token.IsEmpty && url.Value != GlobalSettings.SlackPostUrl)
            map.Problems.Add(
                map.KeyAt("update_message"), "update_message needs a bot, not an incoming webhook",
                $"add app_token, or set api_url to {GlobalSettings.SlackPostUrl}");
        return new SlackConfig
        {
            SendResolved = map.Flag("send_resolved", false),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            Url = token.IsEmpty ? url : new Secret(appUrl),
            Token = token,
            Channel = map.Text("channel"),
            Texts = ChatParts.Texts(map, [.. new[]
            {
                "username", "color", "title", "pretext", "text", "footer", "fallback",
            }.Select(n => (n, ChatParts.Default($"slack.default.{n}"))),
                ("title_link", ChatParts.Default("slack.default.titlelink")),
                ("callback_id", ChatParts.Default("slack.default.callbackid")),
                ("icon_emoji", ChatParts.Default("slack.default.iconemoji")),
                ("icon_url", ChatParts.Default("slack.default.iconurl")),
                ("message_text", ""), ("image_url", ""), ("thumb_url", "")]),
            Fields = ChatParts.Fields(map),
            ShortFields = map.Flag("short_fields", false),
            LinkNames = map.Flag("link_names", false),
            MarkdownIn = map["mrkdwn_in"] is { } list ? list.Texts() : ["fallback", "pretext", "text"],
            Actions = ChatParts.Actions(map),
            UpdatesMessage = updates,
            AttemptTimeout = map.Duration("timeout", TimeSpan.Zero),
        };
    }

    public static IntegrationConfig Webex(ConfigMap map, GlobalSettings global)
    {
        var http = HttpSection.Read(map["http_config"], global.Directory, global.Http);
        if (http.Credentials.IsEmpty)
            map.Problems.Add(
                map.At, "Webex has no token", "add http_config: { authorization: { credentials: ... } }");
        return new WebexConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = http,
            ApiUrl = map.Url("api_url", global.WebexUrl),
            Room = map.Required("room_id", "an entry of webex_configs"),
            Message = map.Text("message", ChatParts.Default("webex.default.message")),
        };
    }

    public static IntegrationConfig WeChat(ConfigMap map, GlobalSettings global)
    {
        var corporation = map.Text("corp_id", global.WeChatCorporation);
        if (corporation.Length == 0)
            map.Problems.Add(map.At, "corp_id is missing", "add corp_id, or wechat_api_corp_id in global");
        return new WeChatConfig
        {
            SendResolved = map.Flag("send_resolved", false),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            ApiUrl = map.Url("api_url", global.WeChatUrl),
            ApiSecret = map.Required(
                map.Secret("api_secret", global.Directory).Or(global.WeChatSecret), "api_secret",
                "wechat_api_secret"),
            Corporation = corporation,
            Message = map.Text("message", ChatParts.Default("wechat.default.message")),
            ToUser = map.Text("to_user", ChatParts.Default("wechat.default.to_user")),
            ToParty = map.Text("to_party", ChatParts.Default("wechat.default.to_party")),
            ToTag = map.Text("to_tag", ChatParts.Default("wechat.default.to_tag")),
            Agent = map.Text("agent_id", ChatParts.Default("wechat.default.agent_id")),
            MessageType = map.OneOf("message_type", "text", "text", "markdown"),
        };
    }

    public static IntegrationConfig Discord(ConfigMap map, GlobalSettings global) => new DiscordConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = map.Required(map.SecretUrl("webhook_url", global.Directory), "webhook_url"),
        Title = map.Text("title", ChatParts.Default("discord.default.title")),
        Message = map.Text("message", ChatParts.Default("discord.default.message")),
        Content = map.Text("content"),
        User = map.Text("username"),
        AvatarUrl = map.Text("avatar_url"),
    };

    public static IntegrationConfig Telegram(ConfigMap map, GlobalSettings global) => new TelegramConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        ApiUrl = map.Url("api_url", global.TelegramUrl),
        Token = map.Required(
            map.Secret("bot_token", global.Directory).Or(global.TelegramToken), "bot_token",
            "telegram_bot_token"),
        Chat = map.Required(map.Secret("chat_id", global.Directory), "chat_id"),
        Thread = map.Integer("message_thread_id", 0),
        Message = map.Text("message", ChatParts.Default("telegram.default.message")),
        IsSilent = map.Flag("disable_notifications", false),
        ParseMode = map.OneOf("parse_mode", "HTML", "", "Markdown", "MarkdownV2", "HTML"),
    };

    public static IntegrationConfig Teams(ConfigMap map, GlobalSettings global) => new TeamsConfig
    {
        IsWorkflow = false,
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = map.Required(map.SecretUrl("webhook_url", global.Directory), "webhook_url"),
        Title = map.Text("title", ChatParts.Default("msteams.default.title")),
        Summary = map.Text("summary", ChatParts.Default("msteams.default.summary")),
        Text = map.Text("text", ChatParts.Default("msteams.default.text")),
    };

    public static IntegrationConfig TeamsWorkflow(ConfigMap map, GlobalSettings global) => new TeamsConfig
    {
        IsWorkflow = true,
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = map.Required(map.SecretUrl("webhook_url", global.Directory), "webhook_url"),
        Title = map.Text("title", ChatParts.Default("msteamsv2.default.title")),
        Text = map.Text("text", ChatParts.Default("msteamsv2.default.text")),
    };
}
