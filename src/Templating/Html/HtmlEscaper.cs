using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>What a value becomes in each place of an HTML document.</summary>
internal static class HtmlEscaper
{
    /// <summary>Stands where a value would not be safe: the same word as the peers put there.</summary>
    private const string Unsafe = "ZgotmplZ";

    private static readonly HashSet<string> AddressAttributes = new(StringComparer.Ordinal)
    {
        "action", "archive", "background", "cite", "classid", "codebase", "data", "formaction", "href",
            "icon",
        "longdesc", "manifest", "poster", "profile", "src", "usemap",
    };

    public static string Escape(TemplateValue value, HtmlTracker tracker)
    {
        var text = value.Text();
        var safety = (value as StringValue)?.Safety ?? TextSafety.Plain;
        switch (tracker.Place)
        {
            case HtmlPlace.Text:
                return safety == TextSafety.Html ? text : Html(text);
            case HtmlPlace.RawText:
                return safety == TextSafety.Html ? Normalized(text) : Html(text);
            case HtmlPlace.Script:
                return Script(value);
            case HtmlPlace.Style:
                return Style(text);
            case HtmlPlace.DoubleQuoted or HtmlPlace.SingleQuoted:
                return Attribute(value, text, safety, tracker);
            case HtmlPlace.BeforeValue or HtmlPlace.Unquoted:
                return Unquoted(Attribute(value, text, safety, tracker));
            default:
                return text.All(char.IsAsciiLetterOrDigit) ? text.ToLowerInvariant() : Unsafe;
        }
    }

    private static string Attribute(TemplateValue value, string text, TextSafety safety, HtmlTracker tracker)
    {
        var name = tracker.Attribute;
        if (name.StartsWith("on", StringComparison.Ordinal)) return Html(Script(value));
        if (name == "style") return Html(Style(text));
        if (AddressAttributes.Contains(name)) return Html(Address(text, safety, tracker.ValueSoFar));
        return safety == TextSafety.Html ? Normalized(WithoutTags(text)) : Html(text);
    }

    private static string Address(string text, TextSafety safety, string before)
    {
        if (before.AsSpan().IndexOfAny('?', '#') >= 0)
            return safety == TextSafety.Url ? NormalAddress(text)
                : Escaping.UrlQuery(text).Replace("+", "%20");
        if (before.Length == 0 && safety != TextSafety.Url && !HasSafeScheme(text)) return "#" + Unsafe;
        return NormalAddress(text);
    }

    private static bool HasSafeScheme(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || text.AsSpan(0, colon).Contains('/')) return true;
        return text[..colon].ToLowerInvariant() is "http" or "https" or "mailto";
    }

    /// <summary>Percent-encodes what may not stand in an address; what is encoded already stays.</summary>
    private static string NormalAddress(string text)
    {
        var at = 0;
        return Escaping.Percent(text, c =>
        {
            var i = text.IndexOf(c, at);
            if (i >= 0) at = i + 1;
            return char.IsAsciiLetterOrDigit(c)
                || "-._~!#$&*+,/:;=?@[]%".Contains(c, StringComparison.Ordinal);
        });
    }

    private static string Script(TemplateValue value) => value switch
    {
        BoolValue or IntValue => $" {value} ",
        FloatValue number when double.IsFinite(number.Value) => $" {value} ",
        NilValue => " null ",
        _ => $"\"{Escaping.JavaScript(value.Text()).Replace("\\'", "\\u0027").Replace("\\\"", "\\u0022")}\"",
    };

    private static string Style(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c)
            || c is '#' or '.' or '%' or '-' or ' ' or ',' or '_' or '!'
            || c > 0x7F) && !text.Contains("expression", StringComparison.OrdinalIgnoreCase)
            ? text
            : Unsafe;

    private static string Html(string text) =>
        Escaping.Html(text).Replace("+", "&#43;", StringComparison.Ordinal);

    /// <summary>HTML that is known to be safe: entities stay, quotes and brackets do not break out.</summary>
    private static string Normalized(string text) =>
        Html(text).Replace("&amp;", "&", StringComparison.Ordinal);

    private static string WithoutTags(string html)
    {
        var tracker = new HtmlTracker();
        var text = new StringBuilder();
        for (var i = 0; i < html.Length; i++)
        {
            var before = tracker.Place;
            if (tracker.Take(html[i], html.AsSpan(i)) && before == HtmlPlace.Text
                && tracker.Place == HtmlPlace.Text)
                text.Append(html[i]);
        }

        return text.ToString();
    }

    private static string Unquoted(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\v' or '\f' or '\r' or '=' or '`')
                escaped.Append($"&#{(int)c};");
            else escaped.Append(c);
        }

        return escaped.Length == 0 ? "&#xfffd;" : escaped.ToString();
    }
}
