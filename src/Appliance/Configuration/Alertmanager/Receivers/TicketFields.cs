using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads entries of jira_configs and incidentio_configs.</summary>
internal static class TicketFields
{
    public static IntegrationConfig IncidentIo(ConfigMap map, GlobalSettings global)
    {
        var http = HttpSection.Read(map["http_config"], global.Directory, global.Http);
        var token = map.Secret("alert_source_token", global.Directory);
        if (token.IsEmpty && http.Credentials.IsEmpty)
            map.Problems.Add(map.At, "incident.io has no token", "add alert_source_token");
        return new IncidentIoConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = http,
            Url = map.Required(map.SecretUrl("url", global.Directory), "url"),
            Token = token,
            MaxAlerts = map.Integer("max_alerts", 0),
            AttemptTimeout = map.Duration("timeout", TimeSpan.Zero),
        };
    }

    public static IntegrationConfig Jira(ConfigMap map, GlobalSettings global)
    {
        var (summary, updatesSummary) = Text(map, "summary");
        var (description, updatesDescription) = Text(map, "description");
        var url = map.Url("api_url", global.JiraUrl);
        if (url.Length == 0)
            map.Problems.Add(map.At, "api_url is missing", "add api_url, or jira_api_url in global");
        var type = map.OneOf("api_type", "auto", "auto", "cloud", "datacenter");
        return new JiraConfig
        {
            SendResolved = map.Flag("send_resolved", true),
            Http = HttpSection.Read(map["http_config"], global.Directory, global.Http),
            ApiUrl = url,
            IsCloud = type == "cloud" || (type == "auto" && IsAtlassian(url)),
            Texts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["project"] = map.Required("project", "an entry of jira_configs"),
                ["issue_type"] = map.Required("issue_type", "an entry of jira_configs"),
                ["summary"] = summary,
                ["description"] = description,
                ["priority"] = map.Text("priority", ChatParts.Default("jira.default.priority")),
            },
            UpdatesSummary = updatesSummary,
            UpdatesDescription = updatesDescription,
            Labels = map["labels"]?.Texts() ?? [],
            ReopenTransition = map.Text("reopen_transition"),
            ResolveTransition = map.Text("resolve_transition"),
            WontFixResolution = map.Text("wont_fix_resolution"),
            ReopenDuration = map.Duration("reopen_duration", TimeSpan.Zero),
            Fields = map["fields"] is { IsNull: false } fields ? WebhookFields.Node(fields).Members ?? []
                : [],
        };
    }

    private static bool IsAtlassian(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Host.EndsWith("atlassian.net", StringComparison.Ordinal);

    /// <summary>A template, or a map of it and whether an issue that is there gets it anew.</summary>
    private static (string Template, bool IsUpdated) Text(ConfigMap map, string name)
    {
        var usual = ChatParts.Default($"jira.default.{name}");
        if (map[name] is not { IsMap: true } node) return (map.Text(name, usual), true);
        var fields = node.Map();
        var (template, isUpdated) = (fields.Text("template", usual), fields.Flag("enable_update", true));
        fields.End();
        return (template, isUpdated);
    }
}
