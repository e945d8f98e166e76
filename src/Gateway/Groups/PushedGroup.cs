using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>One group as it stands; a push makes a new one.</summary>
/// <param name="Key">The grouping labels with job.</param>
/// <param name="Families">By name, with push_time_seconds and push_failure_time_seconds among them.</param>
/// <param name="PushedAt">The last good push; null where there was none.</param>
/// <param name="FailedAt">The last push that was refused for what it said.</param>
/// <param name="TimeToLive">How long it lives after its last good push; null is for ever.</param>
public sealed record PushedGroup(
    Labels Key, IReadOnlyDictionary<string, PushedFamily> Families, DateTimeOffset? PushedAt,
    DateTimeOffset? FailedAt,
    TimeSpan? TimeToLive)
{
    /// <summary>
    /// Milliseconds since the epoch of its newest samples; those of the next push come later.
    /// </summary>
    internal long ArrivedMs { get; init; }

    /// <summary>The idempotency keys of the last pushes that were added up, newest last.</summary>
    internal IReadOnlyList<string> AddedKeys { get; init; } = [];

    /// <summary>When it goes by itself; null is never.</summary>
    public DateTimeOffset? ExpiresAt => PushedAt + TimeToLive;

    public bool IsLastPushGood => PushedAt is { } pushed && (FailedAt is null || pushed > FailedAt);
}
