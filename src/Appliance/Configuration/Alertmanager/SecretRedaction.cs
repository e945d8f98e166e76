using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>
/// The text of a configuration with every secret written as &lt;secret&gt;, for the API and the pages.
/// </summary>
internal static class SecretRedaction
{
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal)
    {
        "smtp_auth_password", "smtp_auth_secret", "auth_password", "auth_secret", "slack_api_url",
        "slack_app_token",
        "app_token", "opsgenie_api_key", "wechat_api_secret", "victorops_api_key", "telegram_bot_token",
        "rocketchat_token", "rocketchat_token_id", "mattermost_webhook_url", "password", "credentials",
        "client_secret",
        "bearer_token", "key", "api_key", "api_secret", "service_key", "routing_key", "user_key", "token",
        "token_id",
        "bot_token", "webhook_url", "alert_source_token", "secrets", "access_token",
    };

    public static string Redact(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            List<(long Start, long End, string Instead)> places = [];
            if (stream.Documents.Count > 0) Collect(stream.Documents[0].RootNode, "", places);
            return Replace(text, places);
        }
        catch (YamlException)
        {
            return "";
        }
    }

    private static void Collect(
        YamlNode node, string section, List<(long Start, long End, string Instead)> places)
    {
        if (node is YamlSequenceNode list)
        {
            foreach (var entry in list.Children) Collect(entry, section, places);
            return;
        }

        if (node is not YamlMappingNode map) return;
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (IsSecret(section, name)) Mark(value, places);
            else Collect(value, name, places);
        }
    }

    private static bool IsSecret(string section, string name) => Secrets.Contains(name)
        || (section == "webhook_configs" && name == "url")
            || (section == "slack_configs" && name == "api_url");

    private static void Mark(YamlNode value, List<(long Start, long End, string Instead)> places)
    {
        if (value is YamlScalarNode { Value.Length: > 0 } scalar)
            places.Add((value.Start.Index, value.End.Index, Instead(scalar.Value)));
        if (value is not YamlSequenceNode list) return;
        foreach (var entry in list.Children) Mark(entry, places);
    }

    /// <summary>
    /// Of an address the host stays, so that old amtools still take the text for a configuration.
    /// </summary>
    private static string Instead(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? $"{uri.Scheme}://{uri.Authority.Split('@')[^1]}/<secret>"
            : "<secret>";

    private static string Replace(string text, List<(long Start, long End, string Instead)> places)
    {
        var redacted = new StringBuilder();
        var at = 0;
        foreach (var (start, end, instead) in places.Order())
        {
            redacted.Append(text, at, (int)start - at).Append(instead);
            at = (int)end;
        }

        return redacted.Append(text, at, text.Length - at).ToString();
    }
}
