using Hotaru.Model;
using Hotaru.Storage.Blocks;

namespace Hotaru.Storage.Rollups;

/// <summary>One resolution: its blocks of each kind, and for how long they are kept.</summary>
internal sealed class RollupLevel(
    IStore store, string name, long resolutionMs, long periodMs, long retentionMs, DamageReport damage)
{
    private const long CacheBytes = 1 << 20;

    private readonly BlockSet[] _sets =
    [
        .. RollupColumns.Kinds.Select(kind =>
        {
            var table = $"{name}_{kind.ToString().ToLowerInvariant()}";
            return new BlockSet(store, table, table + "_directory", CacheBytes, damage);
        }),
    ];

    public long ResolutionMs => resolutionMs;

    /// <summary>The time range of a block.</summary>
    public long PeriodMs => periodMs;

    public long RetentionMs => retentionMs;

    public IReadOnlyList<BlockSet> Sets => _sets;

    public BlockSet this[RollupKind kind] => _sets[(int)kind];
}
