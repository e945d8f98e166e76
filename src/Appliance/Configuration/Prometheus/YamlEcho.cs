using System.Text;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// Writes nodes as YAML again, in one form whatever they were written in: to show a configuration without its
/// secrets, and to see whether two configurations say the same.
/// </summary>
internal static class YamlEcho
{
    private static readonly HashSet<string> Secrets = new(StringComparer.Ordinal)
    {
        "password", "credentials", "client_secret", "bearer_token", "key", "secret_key",
        "client_certificate_key",
    };

    public static string Write(ConfigNode node, bool maskSecrets)
    {
        var text = new StringBuilder();
        Write(node, "", text, maskSecrets, isFirstInline: false);
        return text.ToString();
    }

    private static void Write(
        ConfigNode node, string indent, StringBuilder text, bool mask, bool isFirstInline)
    {
        if (node.IsMap) WriteMap(node, indent, text, mask, isFirstInline);
        else if (node.IsList) WriteList(node, indent, text, mask);
        else if (!node.IsNull) text.Append(indent).Append(Scalar(node)).Append('\n');
    }

    private static void WriteMap(
        ConfigNode node, string indent, StringBuilder text, bool mask, bool isFirstInline)
    {
        var map = node.Map();
        foreach (var name in map.Names)
        {
            if (!isFirstInline) text.Append(indent);
            isFirstInline = false;
            text.Append(Plain(name)).Append(':');
            var value = map[name]!;
            if (mask && Secrets.Contains(name) && !value.IsMap) text.Append(" <secret>\n");
            else WriteValue(value, indent, text, mask);
        }
    }

    private static void WriteValue(ConfigNode value, string indent, StringBuilder text, bool mask)
    {
        var isEmpty = value.IsNull || (value.IsMap && value.Map().Count == 0)
            || (value.IsList && value.List().Count == 0);
        if (isEmpty)
        {
            text.Append(value.IsMap ? " {}\n" : value.IsList ? " []\n" : "\n");
        }
        else if (value.IsScalar)
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
        else
        {
            text.Append('\n');
            Write(value, value.IsList ? indent : indent + "  ", text, mask, isFirstInline: false);
        }
    }

    private static void WriteList(ConfigNode node, string indent, StringBuilder text, bool mask)
    {
        foreach (var entry in node.List())
        {
            text.Append(indent).Append("- ");
            if (entry.IsMap && entry.Map().Count > 0)
                WriteMap(entry, indent + "  ", text, mask, isFirstInline: true);
            else if (entry.IsScalar) text.Append(Scalar(entry)).Append('\n');
            else
            {
                text.Append('\n');
                Write(entry, indent + "  ", text, mask, isFirstInline: false);
            }
        }
    }

    private static string Scalar(ConfigNode node) => WithoutPassword(node.ScalarText ?? "") is var text
        && IsPlain(text) ? text : Quoted(text);

    private static string Plain(string text) => IsPlain(text) ? text : Quoted(text);

    private static bool IsPlain(string text) =>
        text.Length > 0
            && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '$' or '(' or '^' or '.')
        && text[^1] is not (' ' or ':')
        && text.All(
            c => c is >= ' ' and < (char)0x7F and not ('#' or '"' or '\'' or '{' or '}' or '[' or ']' or ','))
        && !text.Contains(": ", StringComparison.Ordinal);

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c == '\n') quoted.Append("\\n");
            else if (c == '\t') quoted.Append("\\t");
            else if (c < ' ') quoted.Append("\\x").Append(((int)c).ToString("x2"));
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A password within an address is a secret as well.</summary>
    private static string WithoutPassword(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var at = scheme < 0 ? -1 : text.IndexOf('@', scheme);
        var colon = at < 0 ? -1 : text.IndexOf(':', scheme + 3);
        var slash = scheme < 0 ? -1 : text.IndexOf('/', scheme + 3);
        return colon < 0 || colon > at
            || (slash >= 0 && slash < at) ? text : $"{text[..(colon + 1)]}xxxxx{text[at..]}";
    }
}
