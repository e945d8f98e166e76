using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads the receivers with all ways in which each is told.</summary>
internal static class ReceiverSection
{
    private static readonly (string Field, Func<ConfigMap, GlobalSettings, IntegrationConfig> Read)[] Kinds =
    [
        ("webhook_configs", WebhookFields.Read),
        ("email_configs", EmailFields.Read),
        ("slack_configs", ChatFields.Slack),
        ("discord_configs", ChatFields.Discord),
        ("telegram_configs", ChatFields.Telegram),
        ("msteams_configs", ChatFields.Teams),
        ("msteamsv2_configs", ChatFields.TeamsWorkflow),
        ("mattermost_configs", TeamChatFields.Mattermost),
        ("rocketchat_configs", TeamChatFields.RocketChat),
        ("pagerduty_configs", PagingFields.PagerDuty),
        ("opsgenie_configs", PagingFields.OpsGenie),
        ("pushover_configs", PagingFields.Pushover),
        ("victorops_configs", PagingFields.VictorOps),
        ("incidentio_configs", TicketFields.IncidentIo),
        ("jira_configs", TicketFields.Jira),
        ("webex_configs", ChatFields.Webex),
        ("wechat_configs", ChatFields.WeChat),
        ("ntfy_configs", HomeFields.Ntfy),
        ("gotify_configs", HomeFields.Gotify),
        ("matrix_configs", HomeFields.Matrix),
        ("mqtt_configs", HomeFields.Mqtt),
    ];

    private static readonly string[] NotSupported = ["sns_configs"];

    public static IReadOnlyList<ReceiverModel> Read(ConfigMap file, GlobalSettings global)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        List<ReceiverModel> receivers = [];
        foreach (var node in file.List("receivers"))
        {
            var map = node.Map();
            var name = map.Required("name", "a receiver");
            if (name.Length > 0 && !names.Add(name))
                map.Problems.Add(
                    map["name"]!.At, $"there are two receivers \"{name}\"", "rename one of them");
            receivers.Add(new ReceiverModel(name, ReadLabels(map, name), Integrations(map, global)));
            map.End();
        }

        return receivers;
    }

    private static Labels ReadLabels(ConfigMap map, string name)
    {
        var labels = new LabelsBuilder().Set("name", name);
        foreach (var (label, value) in map.TextMap("labels"))
        {
            if (label == "name" && value != name)
                map.Problems.Add(
                    map.KeyAt("labels"), "the label \"name\" differs from the receiver's name", "remove it");
            else labels.Set(label, value);
        }

        return labels.Build();
    }

    private static List<IntegrationConfig> Integrations(ConfigMap map, GlobalSettings global)
    {
        List<IntegrationConfig> integrations = [];
        foreach (var (field, read) in Kinds)
        {
            foreach (var node in map.List(field))
            {
                var fields = node.Map();
                integrations.Add(read(fields, global));
                fields.End();
            }
        }

        foreach (var field in NotSupported)
        {
            if (map[field] is { IsNull: false })
                map.Problems.Add(
                    map.KeyAt(field), $"{field} is not supported by Hotaru",
                    "use webhook_configs, or one of the services in docs/receivers.md");
        }

        return integrations;
    }
}
