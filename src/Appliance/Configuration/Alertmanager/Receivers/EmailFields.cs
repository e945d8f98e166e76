using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Reads an entry of email_configs.</summary>
internal static class EmailFields
{
    public static IntegrationConfig Read(ConfigMap map, GlobalSettings global)
    {
        var smarthost = map.HostAndPort("smarthost") ?? global.Smarthost;
        if (smarthost is null)
            map.Problems.Add(map.At, "there is no mail server", "add smarthost, or smtp_smarthost in global");
        var from = map.Text("from", global.From);
        if (from.Length == 0)
            map.Problems.Add(map.At, "the mail has no sender", "add from, or smtp_from in global");
        return new EmailConfig
        {
            SendResolved = map.Flag("send_resolved", false),
            To = map.Required("to", "the mail"),
            From = from,
            Host = smarthost?.Host ?? "",
            Port = smarthost?.Port ?? 0,
            Hello = map.Text("hello", global.Hello),
            User = map.Text("auth_username", global.User),
            Password = map.Secret("auth_password", global.Directory).Or(global.Password),
            AuthSecret = map.Secret("auth_secret", global.Directory).Or(global.AuthSecret),
            Identity = map.Text("auth_identity", global.Identity),
            Html = map.Text("html", EmailConfig.DefaultHtml),
            Text = map.Text("text"),
            RequiresTls = map.Flag("require_tls", global.RequiresTls),
            ImplicitTls = map["force_implicit_tls"]?.Flag() ?? global.ImplicitTls,
            Tls = TlsSection.Read(map["tls_config"], global.Directory, global.Tls),
            Threading = Threading(map["threading"]),
            Headers = Headers(map),
        };
    }

    private static Dictionary<string, string> Headers(ConfigMap map)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in map.TextMap("headers"))
        {
            if (!headers.TryAdd(Canonical(name), value))
                map.Problems.Add(
                    map.KeyAt("headers"), $"the header {Canonical(name)} comes twice", "remove one of them");
        }

        return headers;
    }

    /// <summary>X-Team from x-team: each word in upper case at its start.</summary>
    private static string Canonical(string name)
    {
        var canonical = name.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < canonical.Length; i++)
        {
            if (i == 0 || canonical[i - 1] == '-') canonical[i] = char.ToUpperInvariant(canonical[i]);
        }

        return new string(canonical);
    }

    private static EmailThreading Threading(ConfigNode? node)
    {
        if (node is null || node.IsNull) return EmailThreading.Off;
        var map = node.Map();
        var isOn = map.Flag("enabled", false);
        var by = map.OneOf("thread_by_date", isOn ? "" : "none", "none", "daily");
        if (isOn && by.Length == 0)
            map.Problems.Add(map.At, "thread_by_date is missing", "write none or daily");
        map.End();
        return !isOn ? EmailThreading.Off : by == "daily" ? EmailThreading.Daily : EmailThreading.Always;
    }
}
