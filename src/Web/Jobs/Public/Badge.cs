using System.Globalization;
using System.Net;

namespace Hotaru.Web;

/// <summary>
/// A small picture with a name on the left and a word on the right, for other people's pages.
/// </summary>
internal static class Badge
{
    private const int LongestName = 60;

    public static string Render(string name, string word, string colour)
    {
        if (name.Length > LongestName) name = name[..(LongestName - 1)] + "…";
        var (left, right) = (Width(name), Width(word));
        var (text, said) = (WebUtility.HtmlEncode(name), WebUtility.HtmlEncode(word));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"
             aria-label="{text}: {said}"><title>{text}: {said}</title>
            <clipPath id="r"><rect width="{left + right}" height="20" rx="3"/></clipPath>
            <g clip-path="url(#r)"><rect width="{left}" height="20" fill="#444"/>
            <rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>
            <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
            <text x="{left / 2.0}" y="14" textLength="{left - 10}">{text}</text>
            <text x="{left + (right / 2.0)}" y="14" textLength="{right - 10}">{said}</text></g></svg>
            """);
    }

    /// <summary>About as wide as most fonts are; the browser fits the text into it.</summary>
    private static int Width(string text) => (int)Math.Ceiling(text.Sum(Width)) + 10;

    private static double Width(char character) => character switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or '\'' or '|' => 3.4,
        'f' or 'r' or 't' or 'I' or '-' or ' ' or '(' or ')' => 4.6,
        'm' or 'w' or 'M' or 'W' or '…' => 10.2,
        _ => char.IsAsciiLetterUpper(character) ? 7.8 : 6.8,
    };
}
