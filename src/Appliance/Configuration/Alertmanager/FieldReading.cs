using Hotaru.Notifier;

namespace Hotaru.Appliance.Configuration.Alertmanager;

/// <summary>Kinds of fields that only notifier configurations have.</summary>
internal static class FieldReading
{
    /// <summary>A secret under its name, or the name of a file with it under the name with _file.</summary>
    public static Secret Secret(this ConfigMap map, string name, string directory)
    {
        var value = map.Text(name);
        var file = map.Text(name + "_file");
        if (value.Length > 0 && file.Length > 0)
            map.Problems.Add(
                map.KeyAt(name + "_file"), $"{name} and {name}_file are both given", "keep one of them");
        return file.Length > 0 ? new Secret("", Path.Combine(directory, file)) : new Secret(value);
    }

    /// <summary>As <see cref="Secret"/>, for an address.</summary>
    public static Secret SecretUrl(this ConfigMap map, string name, string directory)
    {
        var secret = map.Secret(name, directory);
        if (secret.Value.Length > 0) CheckUrl(map, name, secret.Value);
        return secret;
    }

    public static string Url(this ConfigMap map, string name, string otherwise)
    {
        var text = map.Text(name);
        if (text.Length == 0) return otherwise;
        CheckUrl(map, name, text);
        return text;
    }

    /// <summary>A text from a fixed set.</summary>
    public static string OneOf(this ConfigMap map, string name, string otherwise, params string[] choices)
    {
        if (map[name] is not { } node) return otherwise;
        var text = node.Text() ?? otherwise;
        if (!choices.Contains(text))
            map.Problems.Add(node.At, $"\"{text}\" is no {name}", $"one of: {string.Join(", ", choices)}");
        return text;
    }

    /// <summary>Where a secret must be there in the receiver or in the global section.</summary>
    public static Secret Required(this ConfigMap map, Secret secret, string name, string globalName = "")
    {
        if (!secret.IsEmpty) return secret;
        var mend = globalName.Length > 0 ? $"add {name}, or {globalName} in global"
            : $"add {name} or {name}_file";
        map.Problems.Add(map.At, $"{name} is missing", mend);
        return secret;
    }

    public static (string Host, int Port)? HostAndPort(this ConfigMap map, string name)
    {
        if (map[name] is not { } node) return null;
        var text = node.Text() ?? "";
        if (text.Length == 0) return null;
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        var isBare6 = colon > 0 && text[..colon].Contains(':', StringComparison.Ordinal) && text[0] != '[';
        if (colon >= 0 && !isBare6 && ushort.TryParse(text[(colon + 1)..], out var port) && port > 0)
            return (host.Length == 0 ? "localhost" : host, port);
        map.Problems.Add(
            node.At, $"\"{text}\" is not a host and a port", "write host:port, such as mail.example.org:587");
        return null;
    }

    private static void CheckUrl(ConfigMap map, string name, string text)
    {
        // A template is an address only once it is rendered.
        if (text.Contains("{{", StringComparison.Ordinal) || text == "<secret>") return;
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.Host.Length > 0)
            return;
        map.Problems.Add(
            map[name]!.At, $"\"{text}\" is not an http or https URL", "write http://... or https://...");
    }
}
