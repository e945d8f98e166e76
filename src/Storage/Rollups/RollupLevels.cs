using Hotaru.Model;

namespace Hotaru.Storage.Rollups;

/// <summary>The two levels, the finer first.</summary>
internal static class RollupLevels
{
    private const long MinuteMs = 60_000;
    private const long DayMs = 24 * 60 * MinuteMs;

    public static RollupLevel[] Of(IStore store, StorageModel model, DamageReport damage) =>
    [
        new RollupLevel(
            store, "r5m", 5 * MinuteMs, DayMs, (long)model.RetentionRollup5m.TotalMilliseconds, damage),
        new RollupLevel(
            store, "r1h", 60 * MinuteMs, 30 * DayMs, (long)model.RetentionRollup1h.TotalMilliseconds, damage),
    ];
}
