namespace Hotaru.Notifier;

/// <summary>The named time intervals of a configuration.</summary>
internal sealed class IntervalBook(IReadOnlyDictionary<string, IReadOnlyList<TimeInterval>> intervals)
{
    /// <summary>
    /// The intervals that keep a route quiet now: those of its mute_time_intervals that hold, or all of its
    /// active_time_intervals where none of them holds.
    /// </summary>
    public IReadOnlyList<string> MutedBy(RouteModel route, DateTimeOffset now)
    {
        if (route.ActiveIntervals.Count > 0 && !route.ActiveIntervals.Any(name => Holds(name, now)))
            return route.ActiveIntervals;
        return route.MuteIntervals.Count == 0 ? [] : [.. route.MuteIntervals.Where(name => Holds(name, now))];
    }

    private bool Holds(string name, DateTimeOffset now) =>
        intervals.TryGetValue(name, out var parts) && parts.Any(part => part.Contains(now));
}
