using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>An alert as receivers and the API see it. Its labels are its identity.</summary>
/// <param name="EndsAt">
/// In the past: resolved. In the future: when it resolves unless it is heard of again.
/// </param>
/// <param name="IsTimeout">The end is only the resolve_timeout, not told by the sender.</param>
public sealed record AlertEntry(
    Labels Labels, Labels Annotations, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    DateTimeOffset UpdatedAt,
    bool IsTimeout, string GeneratorUrl)
{
    public ulong Fingerprint { get; } = Labels.Fingerprint();

    public bool IsResolvedAt(DateTimeOffset now) => EndsAt <= now;

    /// <summary>What this and a later post of the same alert come to, where their times overlap.</summary>
    public AlertEntry Merge(AlertEntry later, DateTimeOffset now)
    {
        var overlap = (later.EndsAt > StartsAt && later.EndsAt < EndsAt)
            || (later.StartsAt > StartsAt && later.StartsAt < EndsAt);
        if (!overlap) return later;
        var merged = StartsAt < later.StartsAt ? later with { StartsAt = StartsAt } : later;
        if (later.IsResolvedAt(now))
        {
            // Of two resolutions the later one counts.
            return IsResolvedAt(now) && EndsAt > later.EndsAt ? merged with { EndsAt = EndsAt } : merged;
        }

        // An end that was told holds against an earlier one, whoever says that.
        return EndsAt > later.EndsAt && !IsTimeout ? merged with { EndsAt = EndsAt } : merged;
    }
}
