namespace Hotaru.Notifier;

/// <summary>
/// Moments told by the calendar. Every part that is given must hold; an empty part always holds.
/// </summary>
/// <param name="Minutes">Of the day, the last one included: 09:00 to 17:00 is 540 to 1019.</param>
/// <param name="Weekdays">0 is Sunday.</param>
/// <param name="DaysOfMonth">Negative ones count from the month's end; -1 is its last day.</param>
/// <param name="Months">1 is January.</param>
public sealed record TimeInterval(
    IReadOnlyList<NumberRange> Minutes, IReadOnlyList<NumberRange> Weekdays,
    IReadOnlyList<NumberRange> DaysOfMonth,
    IReadOnlyList<NumberRange> Months, IReadOnlyList<NumberRange> Years, TimeZoneInfo Zone)
{
    public bool Contains(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, Zone);
        return Holds(Minutes, local.Hour * 60 + local.Minute)
            && (DaysOfMonth.Count == 0 || DaysOfMonth.Any(range => HoldsDay(range, local)))
            && Holds(Months, local.Month)
            && Holds(Weekdays, (int)local.DayOfWeek)
            && Holds(Years, local.Year);
    }

    private static bool Holds(IReadOnlyList<NumberRange> ranges, int number)
    {
        if (ranges.Count == 0) return true;
        foreach (var range in ranges)
        {
            if (range.Contains(number)) return true;
        }

        return false;
    }

    private static bool HoldsDay(NumberRange range, DateTimeOffset local)
    {
        var days = DateTime.DaysInMonth(local.Year, local.Month);
        var first = range.First < 0 ? days + range.First + 1 : range.First;
        var last = range.Last < 0 ? days + range.Last + 1 : range.Last;
        // A range that lies wholly behind the end of a short month holds on none of its days.
        if (first > days) return false;
        return new NumberRange(Math.Max(first, 1), Math.Min(last, days)).Contains(local.Day);
    }
}
