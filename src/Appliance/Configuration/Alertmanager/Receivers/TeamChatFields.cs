using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads entries of mattermost_configs and rocketchat_configs.</summary>
internal static class TeamChatFields
{
    private static readonly string[] PlainTexts =
        ["pretext", "author_name", "author_link", "author_icon", "thumb_url", "footer", "footer_icon",
            "image_url"];

    private static readonly string[] OwnTexts = ["channel", "icon_url", "icon_emoji", "type"];

    public static IntegrationConfig Mattermost(ConfigMap map, GlobalSettings global)
    {
        var texts = ChatParts.Texts(map, [.. PlainTexts.Concat(OwnTexts).Select(n => (n, "")),
            .. new[] { "username", "color", "text", "title", "fallback" }
                .Select(n => (n, ChatParts.Default($"mattermost.default.{n}"))),
            ("title_link", ChatParts.Default("mattermost.default.titlelink"))]);
        var props = map["props"]?.Map();
        texts["card"] = props?.Text("card") ?? "";
        props?.End();
        var priority = map["priority"]?.Map();
        var config = new MattermostConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            Url = map.Required(
                map.SecretUrl("webhook_url", global.Directory).Or(global.MattermostUrl), "webhook_url",
                "mattermost_webhook_url"),
            Texts = texts,
            Fields = ChatParts.Fields(map),
            Attachments = [.. map.List("attachments").Select(Attachment)],
            Priority = priority?.Text("priority") ?? "",
            RequestsAcknowledgement = priority?.Flag("requested_ack", false) ?? false,
            IsPersistent = priority?.Flag("persistent_notifications", false) ?? false,
        };
        priority?.End();
        return config;
    }

    public static IntegrationConfig RocketChat(ConfigMap map, GlobalSettings global)
    {
        _ = map.Flag("link_names", false);
        return new RocketChatConfig
        {
            SendResolved = map.Flag("send_resolved", false),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            ApiUrl = map.Url("api_url", global.RocketChatUrl),
            Token = map.Required(
                map.Secret("token", global.Directory).Or(global.RocketChatToken), "token",
                "rocketchat_token"),
            TokenId = map.Required(
                map.Secret("token_id", global.Directory).Or(global.RocketChatTokenId), "token_id",
                "rocketchat_token_id"),
            Channel = map.Text("channel"),
            Texts = ChatParts.Texts(
                map, ("color", """{{ if eq .Status "firing" }}red{{ else }}green{{ end }}"""),
                ("emoji", ChatParts.Default("rocketchat.default.emoji")),
                ("icon_url", ChatParts.Default("rocketchat.default.iconurl")),
                ("text", ChatParts.Default("rocketchat.default.text")),
                ("title", ChatParts.Default("rocketchat.default.title")),
                ("title_link", ChatParts.Default("rocketchat.default.titlelink")), ("image_url", ""),
                ("thumb_url", "")),
            Fields = ChatParts.Fields(map),
            ShortFields = map.Flag("short_fields", false),
            Actions = RocketChatActions(map),
        };
    }

    private static MattermostAttachment Attachment(ConfigNode node)
    {
        var map = node.Map();
        var texts = ChatParts.Texts(map, [.. PlainTexts.Select(n => (n, "")), ("fallback", ""), ("color", ""),
            ("text", ""), ("title", ""), ("title_link", "")]);
        var attachment = new MattermostAttachment(texts, ChatParts.Fields(map));
        map.End();
        return attachment;
    }

    private static List<MessageAction> RocketChatActions(ConfigMap map)
    {
        List<MessageAction> actions = [];
        foreach (var node in map.List("actions"))
        {
            var action = node.Map();
            actions.Add(new MessageAction(
                action.Text("type"), action.Text("text"), action.Text("url"), "", "", action.Text("msg"),
                null));
            action.End();
        }

        return actions;
    }
}
