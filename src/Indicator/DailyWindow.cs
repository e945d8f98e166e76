using System.Globalization;

namespace Hotaru.Indicator;

/// <summary>A part of every day by local time, from and up to; it may go over midnight.</summary>
public readonly record struct DailyWindow(TimeOnly From, TimeOnly Until)
{
    /// <summary>Reads "22:00-07:00"; null where it is not of this form or has no length.</summary>
    public static DailyWindow? Parse(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !TryTime(parts[0], out var from) || !TryTime(parts[1], out var until))
            return null;
        return from == until ? null : new DailyWindow(from, until);
    }

    public bool Contains(TimeOnly time) =>
        From < Until ? time >= From && time < Until : time >= From || time < Until;

    public override string ToString() => $"{From:HH\\:mm}-{Until:HH\\:mm}";

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(
            text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
