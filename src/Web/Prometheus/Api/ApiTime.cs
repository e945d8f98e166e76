using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Times and durations as the HTTP API takes them.</summary>
internal static class ApiTime
{
    /// <summary>The farthest times in milliseconds; what is asked beyond is cut to them.</summary>
    public const long Max = 1L << 53;

    public const long Min = -Max;

    /// <summary>What clients that ask for all of time write, such as the peer's own Go library.</summary>
    private const string MinText = "-292273086-05-16T16:47:06Z";
    private const string MaxText = "292277025-08-18T07:12:54.999999999Z";

    /// <summary>Unix seconds, with decimals, or RFC 3339.</summary>
    public static bool TryParse(string text, out long timestampMs)
    {
        if (text is MinText or MaxText)
        {
            timestampMs = text == MinText ? Min : Max;
            return true;
        }

        if (TryNumber(text, out var seconds))
        {
            timestampMs = (long)Math.Clamp(Math.Round(seconds * 1000), Min, Max);
            return true;
        }

        var isTime = TryRfc3339(text, out var time);
        timestampMs = time.ToUnixTimeMilliseconds();
        return isTime;
    }

    /// <summary>Seconds, with decimals, or a duration such as 5m; in milliseconds.</summary>
    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public static string? ParseDuration(string text, out double milliseconds)
    {
        if (TryNumber(text, out var seconds))
        {
            milliseconds = seconds * 1000;
            return Math.Abs(milliseconds) <= long.MaxValue / 1e6 ? null
                : $"cannot parse {GoText.Quote(text)} to a valid duration. It overflows int64";
        }

        var isDuration = PrometheusDuration.TryParse(text, out var duration);
        milliseconds = duration.TotalMilliseconds;
        return isDuration ? null : $"cannot parse {GoText.Quote(text)} to a valid duration";
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(
            text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>2006-01-02T15:04:05.999Z or with an offset such as +09:00; the zone must be there.</summary>
    private static bool TryRfc3339(string text, out DateTimeOffset time)
    {
        time = default;
        var hasZone = text.EndsWith('Z') || (text.Length > 6 && text[^3] == ':' && text[^6] is '+' or '-');
        if (!hasZone || text.Length < 20 || text[10] != 'T') return false;
        // More than seven decimals are more than a DateTimeOffset holds.
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot == 19)
        {
            var end = dot + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (end - dot > 8) text = text[..(dot + 8)] + text[end..];
        }

        return DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out time);
    }
}
