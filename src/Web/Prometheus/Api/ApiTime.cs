using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Web.Prometheus;

/// <summary>Times and durations as the HTTP API takes them.</summary>
internal static class ApiTime
{
    /// <summary>The farthest times in milliseconds; what is asked beyond is cut to them.</summary>
    public const long Max = 1L << 53;

    public const long Min = -Max;

    /// <summary>Unix seconds, with decimals, or RFC 3339.</summary>
    public static bool TryParse(string text, out long timestampMs)
    {
        if (TryNumber(text, out var seconds))
        {
            timestampMs = (long)Math.Clamp(Math.Round(seconds * 1000), Min, Max);
            return true;
        }

        timestampMs = 0;
        // The parser of .NET takes many forms; a T tells RFC 3339 from the others.
        if (!text.Contains('T', StringComparison.OrdinalIgnoreCase)) return false;
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        if (isTime) timestampMs = time.ToUnixTimeMilliseconds();
        return isTime;
    }

    /// <summary>Seconds, with decimals, or a duration such as 5m; in milliseconds.</summary>
    public static bool TryParseDuration(string text, out double milliseconds)
    {
        if (TryNumber(text, out var seconds))
        {
            milliseconds = seconds * 1000;
            return Math.Abs(milliseconds) < long.MaxValue / 1e6;
        }

        var isDuration = PrometheusDuration.TryParse(text, out var duration);
        milliseconds = duration.TotalMilliseconds;
        return isDuration;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float & ~NumberStyles.AllowLeadingWhite & ~NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
