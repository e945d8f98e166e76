using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads entries of pagerduty_configs, opsgenie_configs and pushover_configs.</summary>
internal static class PagingFields
{
    /// <summary>Fields of an event that custom_fields cannot stand for.</summary>
    private static readonly string[] VictorOpsFixed =
    [
        "routing_key", "message_type", "state_message", "entity_display_name", "monitoring_tool",
        "entity_id", "entity_state",
    ];

    public static IntegrationConfig PagerDuty(ConfigMap map, GlobalSettings global)
    {
        var routing = map.Secret("routing_key", global.Directory);
        var service = map.Secret("service_key", global.Directory);
        if (routing.IsEmpty && service.IsEmpty)
            map.Problems.Add(
                map.At, "PagerDuty has no key", "add routing_key (or service_key of the old API)");
        return new PagerDutyConfig
        {
            AttemptTimeout = map.Duration("timeout", TimeSpan.Zero),
            SendResolved = map.Flag("send_resolved", true),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            Url = map.Url("url", global.PagerDutyUrl),
            RoutingKey = routing,
            ServiceKey = service,
            Texts = ChatParts.Texts(
                map, ("description", ChatParts.Default("pagerduty.default.description")),
                ("client", ChatParts.Default("pagerduty.default.client")),
                ("client_url", ChatParts.Default("pagerduty.default.clientURL")), ("source", ""),
                ("severity", ""),
                ("class", ""), ("component", ""), ("group", "")),
            Details = map["details"] is { IsNull: false } details ? WebhookFields.Node(details).Members ?? []
                : [],
            Images = [.. map.List("images").Select(n => Texts(n, "src", "alt", "href"))],
            Links = [.. map.List("links").Select(n => Texts(n, "href", "text"))],
        };
    }

    public static IntegrationConfig OpsGenie(ConfigMap map, GlobalSettings global) => new OpsGenieConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        ApiUrl = map.Url("api_url", global.OpsGenieUrl),
        Key = map.Required(
            map.Secret("api_key", global.Directory).Or(global.OpsGenieKey), "api_key", "opsgenie_api_key"),
        Texts = ChatParts.Texts(
            map, ("message", ChatParts.Default("opsgenie.default.message")),
            ("description", ChatParts.Default("opsgenie.default.description")),
            ("source", ChatParts.Default("opsgenie.default.source")), ("entity", ""), ("note", ""),
            ("priority", ""),
            ("tags", ""), ("actions", "")),
        Details = map.TextMap("details"),
        Responders = [.. map.List("responders").Select(n => Texts(n, "id", "name", "username", "type"))],
        UpdatesAlerts = map.Flag("update_alerts", false),
    };

    public static IntegrationConfig VictorOps(ConfigMap map, GlobalSettings global)
    {
        var custom = map.TextMap("custom_fields");
        foreach (var name in VictorOpsFixed.Where(custom.ContainsKey))
            map.Problems.Add(
                map.KeyAt("custom_fields"), $"{name} is a field of its own", "take it out of custom_fields");
        return new VictorOpsConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            ApiUrl = map.Url("api_url", global.VictorOpsUrl),
            ApiKey = map.Required(
                map.Secret("api_key", global.Directory).Or(global.VictorOpsKey), "api_key",
                "victorops_api_key"),
            RoutingKey = map.Required("routing_key", "an entry of victorops_configs"),
            Texts = ChatParts.Texts(
                map, ("message_type", "CRITICAL"),
                ("state_message", ChatParts.Default("victorops.default.state_message")),
                ("entity_display_name", ChatParts.Default("victorops.default.entity_display_name")),
                ("monitoring_tool", ChatParts.Default("victorops.default.monitoring_tool"))),
            CustomFields = custom,
        };
    }

    public static IntegrationConfig Pushover(ConfigMap map, GlobalSettings global)
    {
        var config = new PushoverConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            User = map.Required(map.Secret("user_key", global.Directory), "user_key"),
            Token = map.Required(map.Secret("token", global.Directory), "token"),
            Texts = ChatParts.Texts(
                map, ("title", ChatParts.Default("pushover.default.title")),
                ("message", ChatParts.Default("pushover.default.message")),
                ("url", ChatParts.Default("pushover.default.url")),
                ("priority", """{{ if eq .Status "firing" }}2{{ else }}0{{ end }}"""), ("url_title", ""),
                ("device", ""), ("sound", "")),
            Retry = map.Duration("retry", TimeSpan.FromMinutes(1)),
            Expire = map.Duration("expire", TimeSpan.FromHours(1)),
            TimeToLive = map.Duration("ttl", TimeSpan.Zero),
            IsHtml = map.Flag("html", false),
            IsMonospace = map.Flag("monospace", false),
        };
        if (config is { IsHtml: true, IsMonospace: true })
            map.Problems.Add(map.At, "html and monospace are both on", "keep one of them");
        return config;
    }

    private static Dictionary<string, string> Texts(ConfigNode node, params string[] names)
    {
        var map = node.Map();
        var texts = names.ToDictionary(n => n, n => map.Text(n), StringComparer.Ordinal);
        map.End();
        return texts;
    }
}
