using System.Globalization;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>
/// Reads a time by an example layout, as Go's time.Parse does with the layouts in common use.
/// </summary>
internal static class GoLayout
{
    private static readonly (string Go, string Net)[] Elements =
    [
        ("2006", "yyyy"), ("January", "MMMM"), ("Jan", "MMM"), ("Monday", "dddd"), ("Mon", "ddd"),
        ("MST", "'UTC'"),
        ("Z07:00", "K"), ("-07:00", "zzz"), ("-0700", "zzz"), ("01", "MM"), ("02", "dd"), ("03", "hh"),
        ("04", "mm"),
        ("05", "ss"), ("06", "yy"), ("15", "HH"), ("PM", "tt"), (".000000", ".FFFFFF"), (".000", ".FFF"),
        ("1", "M"), ("2", "d"), ("3", "h"), ("4", "m"), ("5", "s"),
    ];

    public static bool TryParse(string layout, string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(
        text, Translate(layout), CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);

    private static string Translate(string layout)
    {
        var format = new StringBuilder();
        for (var at = 0; at < layout.Length;)
        {
            var (go, net) = Elements.FirstOrDefault(
                e => layout.AsSpan(at).StartsWith(e.Go, StringComparison.Ordinal));
            if (go is null) format.Append('\\').Append(layout[at++]);
            else
            {
                format.Append(net);
                at += go.Length;
            }
        }

        return format.ToString();
    }
}
