using System.Text;

namespace Hotaru.Notifier;

/// <summary>Go's regexp.QuoteMeta.</summary>
internal static class RegexQuote
{
    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (@"\.+*?()|[]{}^$".Contains(c, StringComparison.Ordinal)) quoted.Append('\\');
            quoted.Append(c);
        }

        return quoted.ToString();
    }
}
