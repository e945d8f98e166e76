using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads an entry of webhook_configs.</summary>
internal static class WebhookFields
{
    public static IntegrationConfig Read(ConfigMap map, GlobalSettings global) => new WebhookConfig
    {
        SendResolved = map.Flag("send_resolved", true),
        Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
        Url = map.Required(map.SecretUrl("url", global.Directory), "url"),
        MaxAlerts = map.Integer("max_alerts", 0),
        AttemptTimeout = map.Duration("timeout", TimeSpan.Zero),
        Payload = map["payload"] is { IsNull: false } payload ? Node(payload) : null,
    };

    internal static PayloadNode Node(ConfigNode node)
    {
        if (node.IsMap)
        {
            var map = node.Map();
            return new PayloadNode(
                [.. map.Names.ToList().Select(n => KeyValuePair.Create(n, Node(map[n]!)))], null);
        }

        if (node.IsList) return new PayloadNode(null, [.. node.List().Select(Node)]);
        var text = node.ScalarText ?? "";
        return new PayloadNode(
            null, null, node.IsNull ? "null" : text, IsLiteral: node.IsNull || node.IsLiteral);
    }
}
