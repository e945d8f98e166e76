using NCrontab;

namespace Hotaru.Jobs;

/// <summary>
/// A cron expression in a time zone. Daylight saving as in cron: a fixed time that the clock skips is due at
/// the
/// moment of the skip, and one that comes twice is due the first time; where the hour is a star, real time
/// counts.
/// </summary>
public sealed class CronSchedule : ISchedule, IEquatable<CronSchedule>
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(366 * 8);

    private readonly CrontabSchedule _schedule;
    private readonly TimeZoneInfo _zone;
    private readonly bool _hasFixedHour;

    private CronSchedule(string expression, CrontabSchedule schedule, TimeZoneInfo zone)
    {
        (Expression, _schedule, _zone) = (expression, schedule, zone);
        _hasFixedHour = !expression.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].StartsWith('*');
    }

    public string Expression { get; }

    public string ZoneName => _zone.Id;

    /// <summary>Five fields, or @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.</summary>
    /// <returns>Null and the reason where the expression is not valid.</returns>
    public static CronSchedule? TryParse(string expression, TimeZoneInfo zone, out string problem)
    {
        var fields = Expand(expression.Trim());
        problem = "";
        var count = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (count != 5)
        {
            problem = $"a cron expression has five fields, this one has {count}";
            return null;
        }

        // NCrontab knows 0 to 6 for the days of the week; cron's 7 is Sunday too.
        if (CrontabSchedule.TryParse(WithoutSeven(fields)) is { } schedule)
            return new CronSchedule(fields, schedule, zone);
        problem = "a field is out of its range or not understood (minute hour day month weekday)";
        return null;
    }

    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset? lastRun)
    {
        var from = after.ToUniversalTime();
        var end = from + Horizon;
        while (from < end)
        {
            // Until the next change of the clock the zone is a fixed offset; there cron is simple.
            var offset = _zone.GetUtcOffset(from);
            var local = _schedule.GetNextOccurrence(from.UtcDateTime + offset);
            if (local == DateTime.MaxValue) return null;
            var candidate = new DateTimeOffset(local - offset, TimeSpan.Zero);
            if (FirstChange(from, candidate, offset) is not { } change) return candidate;
            if (AtChange(change, offset) is { } due) return due;
            from = AfterChange(change, offset);
        }

        return null;
    }

    /// <summary>
    /// Due at the change itself: the time was skipped, or falls on the first moment behind it.
    /// </summary>
    private DateTimeOffset? AtChange(DateTimeOffset change, TimeSpan before)
    {
        var behind = _zone.GetUtcOffset(change);
        var first = change.UtcDateTime + behind;
        var isDueThere = _schedule.GetNextOccurrence(first.AddTicks(-1)) == first;
        if (behind < before) return isDueThere && !_hasFixedHour ? change : null;
        if (isDueThere) return change;
        var skippedFrom = (change.UtcDateTime + before).AddTicks(-1);
        return _hasFixedHour && _schedule.GetNextOccurrence(skippedFrom) < first ? change : null;
    }

    /// <summary>Where to look on: fixed times of the hour that comes twice were due the first time.</summary>
    private DateTimeOffset AfterChange(DateTimeOffset change, TimeSpan before)
    {
        var repeated = before - _zone.GetUtcOffset(change);
        return repeated > TimeSpan.Zero && _hasFixedHour ? change + repeated - TimeSpan.FromTicks(1) : change;
    }

    /// <summary>
    /// The moment in (from, until] at which the offset is another one first, to the second.
    /// </summary>
    private DateTimeOffset? FirstChange(DateTimeOffset from, DateTimeOffset until, TimeSpan offset)
    {
        // Zones change their offset at most a few times a year: a step of a day cannot miss two changes.
        for (var at = from; at < until; at += TimeSpan.FromDays(1))
        {
            var next = at + TimeSpan.FromDays(1) < until ? at + TimeSpan.FromDays(1) : until;
            if (_zone.GetUtcOffset(next) == offset) continue;
            var (low, high) = (at.ToUnixTimeSeconds(), next.ToUnixTimeSeconds());
            while (high - low > 1)
            {
                var middle = (low + high) / 2;
                if (_zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset) low = middle;
                else high = middle;
            }

            return DateTimeOffset.FromUnixTimeSeconds(high);
        }

        return null;
    }

    public bool Equals(CronSchedule? other) =>
        other is not null && Expression == other.Expression && ZoneName == other.ZoneName;

    public override bool Equals(object? obj) => Equals(obj as CronSchedule);

    public override int GetHashCode() => HashCode.Combine(Expression, ZoneName);

    private static string Expand(string expression) => expression switch
    {
        "@hourly" => "0 * * * *",
        "@daily" or "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        "@yearly" or "@annually" => "0 0 1 1 *",
        _ => expression,
    };

    private static string WithoutSeven(string fields)
    {
        var parts = fields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts[4] == "7") parts[4] = "0";
        else if (parts[4].EndsWith("-7", StringComparison.Ordinal)) parts[4] = parts[4][..^2] + "-6,0";
        else if (parts[4].EndsWith(",7", StringComparison.Ordinal)) parts[4] = parts[4][..^2] + ",0";
        return string.Join(' ', parts);
    }
}
