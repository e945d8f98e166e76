using System.Text;
using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>
/// The matcher syntax of Alertmanager up to 0.26: a name, an operator and a value that may go without quotes.
/// Braces around the list are optional, and a backslash before any other letter stands for itself.
/// </summary>
internal static class ClassicMatcherSyntax
{
    public static IReadOnlyList<Matcher> ParseList(string text)
    {
        if (text.StartsWith('{')) text = text[1..];
        if (text.EndsWith('}')) text = text[..^1];
        return [.. Split(text).Select(ParseOne)];
    }

    public static Matcher ParseOne(string text)
    {
        var rest = text.AsSpan().TrimStart(" \t\n\v\f\r");
        var length = 0;
        while (length < rest.Length
            && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_')) length++;
        var name = rest[..length].ToString();
        rest = rest[length..].Trim(" \t\n\v\f\r");
        if (!LabelNames.IsLegacyValid(name) || !TryTakeOperator(ref rest, out var op))
            throw new FormatException($"{GoText.Quote(text)} is not a matcher");
        return new Matcher(name, op, Unquote(rest.TrimStart(" \t\n\v\f\r"), text));
    }

    internal static bool TryTakeOperator(ref ReadOnlySpan<char> text, out MatchOperator op)
    {
        op = text switch
        {
            ['=', '~', ..] => MatchOperator.Regex,
            ['!', '~', ..] => MatchOperator.NotRegex,
            ['!', '=', ..] => MatchOperator.NotEqual,
            _ => MatchOperator.Equal,
        };
        if (op == MatchOperator.Equal && text is not ['=', ..]) return false;
        text = text[(op == MatchOperator.Equal ? 1 : 2)..];
        return true;
    }

    /// <summary>Splits at commas that are not between quotes; the last part may be empty.</summary>
    private static List<string> Split(string text)
    {
        List<string> parts = [];
        var (start, quoted, escaped) = (0, false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ',' && !quoted)
            {
                parts.Add(text[start..i]);
                start = i + 1;
                continue;
            }

            if (c == '"' && !escaped) quoted = !quoted;
            escaped = c == '\\' && !escaped;
        }

        var last = text[start..].Trim();
        if (last.Length > 0) parts.Add(last);
        return parts;
    }

    private static string Unquote(ReadOnlySpan<char> raw, string whole)
    {
        var open = raw is ['"', ..];
        if (open) raw = raw[1..];
        var value = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '\\' && i + 1 < raw.Length)
            {
                c = raw[++i];
                if (c == 'n') value.Append('\n');
                else if (c is '"' or '\\') value.Append(c);
                else value.Append('\\').Append(c);
                continue;
            }

            if (c != '"')
            {
                value.Append(c);
                continue;
            }

            if (!open || i != raw.Length - 1) throw new FormatException(
                $"{whole} has a quote within its value");
            open = false;
        }

        return open ? throw new FormatException($"{whole} has an open quote") : value.ToString();
    }
}
