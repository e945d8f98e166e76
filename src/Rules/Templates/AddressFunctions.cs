using System.Net;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>Hosts, ports and links in templates.</summary>
internal static class AddressFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Of("graphLink", expression => Link(expression, 0)),
        Of("tableLink", expression => Link(expression, 1)),
        Of("urlQueryEscape", Escaping.UrlQuery),
        Of("stripPort", text => TrySplit(text, out var host, out _) ? host : text),
        Of("stripDomain", StripDomain),
    ];

    /// <summary>The page of an expression below the external URL; tab 1 is the table.</summary>
    public static string Link(string expression, int tab) =>
        $"/graph?g0.expr={Escaping.UrlQuery(expression)}&g0.tab={tab}";

    private static TemplateFunction Of(string name, Func<string, string> change) =>
        TemplateFunction.Of(name, [ParameterKind.String], a => TemplateValue.Of(change(a[0].Text())));

    private static string StripDomain(string text)
    {
        if (!TrySplit(text, out var host, out var port)) (host, port) = (text, "");
        if (IPAddress.TryParse(host, out _) && !host.All(char.IsAsciiDigit)) return text;
        var first = host.Split('.')[0];
        if (port.Length == 0) return first;
        return first.Contains(':', StringComparison.Ordinal) ? $"[{first}]:{port}" : $"{first}:{port}";
    }

    /// <summary>Go's net.SplitHostPort: host:port or [host]:port, and nothing else.</summary>
    private static bool TrySplit(string text, out string host, out string port)
    {
        (host, port) = ("", "");
        var colon = text.LastIndexOf(':');
        if (colon < 0) return false;
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || close + 1 != colon) return false;
            (host, port) = (text[1..close], text[(colon + 1)..]);
            return true;
        }

        (host, port) = (text[..colon], text[(colon + 1)..]);
        return host.AsSpan().IndexOfAny(':', '[', ']') < 0 && port.AsSpan().IndexOfAny('[', ']') < 0;
    }
}
