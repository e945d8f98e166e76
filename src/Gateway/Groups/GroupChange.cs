using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>Makes the group that a push leaves behind; nothing is checked or stored here.</summary>
internal static class GroupChange
{
    public static PushedGroup Pushed(PushedGroup? before, Push push, DateTimeOffset now,
        TimeSpan? defaultTimeToLive)
    {
        var families = new SortedList<string, PushedFamily>(push.Families.Count + 2, StringComparer.Ordinal);
        if (!push.Replaces && before is not null)
        {
            foreach (var (name, family) in before.Families) families[name] = family;
        }

        foreach (var pushed in push.Families)
        {
            if (PushTimes.Has(pushed.Name)) continue;
            var known = before?.Families.GetValueOrDefault(pushed.Name);
            var family = GroupLabels.Merge(pushed, push.Key);
            if (push.AddsUp && known is not null) family = CounterAddition.Add(known.Family, family);
            families[pushed.Name] = new PushedFamily(family, now, known);
        }

        SetTimes(families, before, push.Key, now, before?.FailedAt, now);
        var timeToLive = push.TimeToLive is { } asked ? asked > TimeSpan.Zero ? asked : null
            : before?.TimeToLive ?? defaultTimeToLive;
        return new PushedGroup(push.Key, families, now, before?.FailedAt, timeToLive)
        {
            ArrivedMs = Arrival(before, now),
            AddedKeys = CounterAddition.Remember(before?.AddedKeys ?? [], push.IdempotencyKey),
        };
    }

    /// <summary>A push that could be read and was refused: only the time of the failure changes.</summary>
    public static PushedGroup Refused(
        PushedGroup? before, Labels key, DateTimeOffset now, TimeSpan? defaultTimeToLive)
    {
        var families = new SortedList<string, PushedFamily>(StringComparer.Ordinal);
        if (before is not null)
        {
            foreach (var (name, family) in before.Families) families[name] = family;
        }

        SetTimes(families, before, key, before?.PushedAt, now, now);
        return new PushedGroup(key, families, before?.PushedAt, now, before?.TimeToLive ?? defaultTimeToLive)
        {
            ArrivedMs = Arrival(before, now),
            AddedKeys = before?.AddedKeys ?? [],
        };
    }

    /// <summary>
    /// The time of the samples: later than those before, so that two pushes within a millisecond are both
    /// kept; but the clock's own word where it was set back.
    /// </summary>
    public static long Arrival(PushedGroup? before, DateTimeOffset now)
    {
        var ms = now.ToUnixTimeMilliseconds();
        if (before is null || ms > before.ArrivedMs) return ms;
        return before.ArrivedMs - ms < 1000 ? before.ArrivedMs + 1 : ms;
    }

    private static void SetTimes(
        SortedList<string, PushedFamily> families, PushedGroup? before, Labels key, DateTimeOffset? pushedAt,
        DateTimeOffset? failedAt, DateTimeOffset now)
    {
        var pushed = before?.Families[PushTimes.Pushed];
        var failed = before?.Families[PushTimes.Failed];
        families[PushTimes.Pushed] = before is not null && before.PushedAt == pushedAt && pushedAt != now
            ? pushed! : PushTimes.PushedFamily(key, pushedAt, now, pushed);
        families[PushTimes.Failed] = before is not null && before.FailedAt == failedAt && failedAt != now
            ? failed! : PushTimes.FailedFamily(key, failedAt, now, failed);
    }
}
