using System.Globalization;
using System.Text;

namespace Hotaru.Templating;

/// <summary>Go's time layouts ("2006-01-02 15:04:05") and durations ("1h2m3.5s").</summary>
public static class GoTime
{
    /// <summary>Layout elements; of those that begin alike the longest stands first.</summary>
    private static readonly string[] Elements =
    [
        "January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-07:00", "-0700", "-07", "Z07:00:00",
        "Z07:00", "Z0700", "Z07", "002", "01", "02", "03", "04", "05", "06", "15", "_2006", "__2", "_2", "PM",
        "pm",
        "1", "2", "3", "4", "5",
    ];

    public static string Format(TimeValue time, string layout)
    {
        var text = new StringBuilder();
        for (var i = 0; i < layout.Length;)
        {
            if (Fraction(layout, i) is var digits and > 0)
            {
                AppendFraction(text, time.Value, layout[i], digits, layout[i + 1] == '9');
                i += digits + 1;
                continue;
            }

            var element = Array.Find(Elements, e => Stands(layout, i, e));
            if (element is null)
            {
                text.Append(layout[i++]);
                continue;
            }

            Append(text, time, element);
            i += element.Length;
        }

        return text.ToString();
    }

    /// <summary>time.Duration's String: the largest unit first, no unit that is zero in front.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero) return "0s";
        var sign = duration < TimeSpan.Zero ? "-" : "";
        var nanoseconds = Math.Abs((decimal)duration.Ticks) * 100;
        if (nanoseconds < 1_000) return $"{sign}{nanoseconds}ns";
        if (nanoseconds < 1_000_000) return $"{sign}{Plain(nanoseconds / 1_000)}µs";
        if (nanoseconds < 1_000_000_000) return $"{sign}{Plain(nanoseconds / 1_000_000)}ms";
        var seconds = nanoseconds / 1_000_000_000;
        var hours = decimal.Floor(seconds / 3600);
        var minutes = decimal.Floor(seconds / 60) % 60;
        var text = new StringBuilder(sign);
        if (hours > 0) text.Append(Plain(hours)).Append('h');
        if (hours > 0 || minutes > 0) text.Append(Plain(minutes)).Append('m');
        return text.Append(Plain(seconds % 60)).Append('s').ToString();
    }

    internal static string Offset(TimeSpan offset, bool colon)
    {
        var sign = offset < TimeSpan.Zero ? '-' : '+';
        var minutes = (int)Math.Abs(offset.TotalMinutes);
        return $"{sign}{minutes / 60:00}{(colon ? ":" : "")}{minutes % 60:00}";
    }

    private static string Plain(decimal value) =>
        value.ToString("0.#########", CultureInfo.InvariantCulture);

    private static bool Stands(string layout, int at, string element)
    {
        if (string.CompareOrdinal(layout, at, element, 0, element.Length) != 0) return false;
        // "Jan" within "Januar" and "Mon" within "Month" are text.
        var after = at + element.Length;
        return element is not ("Jan" or "Mon") || after >= layout.Length
            || !char.IsAsciiLetterLower(layout[after]);
    }

    /// <summary>
    /// The number of zeros or nines of ".000" or ",999" here, where no digit follows; else 0.
    /// </summary>
    private static int Fraction(string layout, int at)
    {
        if (layout[at] is not ('.' or ',') || at + 1 == layout.Length || layout[at + 1] is not ('0' or '9'))
            return 0;
        var end = at + 1;
        while (end < layout.Length && layout[end] == layout[at + 1]) end++;
        return end < layout.Length && char.IsAsciiDigit(layout[end]) ? 0 : end - at - 1;
    }

    private static void AppendFraction(StringBuilder text, DateTimeOffset time, char mark, int digits,
        bool trim)
    {
        var nanoseconds = (time.Ticks % TimeSpan.TicksPerSecond * 100).ToString("000000000");
        var fraction = nanoseconds[..Math.Min(digits, 9)];
        if (trim) fraction = fraction.TrimEnd('0');
        if (fraction.Length > 0) text.Append(mark).Append(fraction);
    }

    private static void Append(StringBuilder text, TimeValue time, string element)
    {
        var at = time.Value;
        var hour12 = at.Hour % 12 == 0 ? 12 : at.Hour % 12;
        switch (element)
        {
            case "January": text.Append(at.ToString("MMMM")); break;
            case "Jan": text.Append(at.ToString("MMM")); break;
            case "Monday": text.Append(at.DayOfWeek.ToString()); break;
            case "Mon": text.Append(at.DayOfWeek.ToString().AsSpan(0, 3)); break;
            case "MST": text.Append(time.Zone); break;
            case "2006": text.Append(at.Year.ToString("0000")); break;
            case "_2006": text.Append('_').Append(at.Year.ToString("0000")); break;
            case "06": text.Append((at.Year % 100).ToString("00")); break;
            case "01": text.Append(at.Month.ToString("00")); break;
            case "1": text.Append(at.Month); break;
            case "02": text.Append(at.Day.ToString("00")); break;
            case "2": text.Append(at.Day); break;
            case "_2": text.Append(at.Day.ToString().PadLeft(2)); break;
            case "002": text.Append(at.DayOfYear.ToString("000")); break;
            case "__2": text.Append(at.DayOfYear.ToString().PadLeft(3)); break;
            case "15": text.Append(at.Hour.ToString("00")); break;
            case "03": text.Append(hour12.ToString("00")); break;
            case "3": text.Append(hour12); break;
            case "04": text.Append(at.Minute.ToString("00")); break;
            case "4": text.Append(at.Minute); break;
            case "05": text.Append(at.Second.ToString("00")); break;
            case "5": text.Append(at.Second); break;
            case "PM": text.Append(at.Hour >= 12 ? "PM" : "AM"); break;
            case "pm": text.Append(at.Hour >= 12 ? "pm" : "am"); break;
            default: AppendZone(text, at.Offset, element); break;
        }
    }

    private static void AppendZone(StringBuilder text, TimeSpan offset, string element)
    {
        if (element[0] == 'Z' && offset == TimeSpan.Zero)
        {
            text.Append('Z');
            return;
        }

        var full = Offset(offset, element.Contains(':', StringComparison.Ordinal));
        text.Append(element.Length == 3 ? full[..3] : full);
        if (element.Length == 9) text.Append(":00");
    }
}
