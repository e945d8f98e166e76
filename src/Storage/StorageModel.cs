namespace Hotaru.Storage;

/// <summary>What the time series store is told, from the storage part of hotaru.yml.</summary>
public sealed record StorageModel
{
    /// <summary>The longest time that a scraped sample is in memory only.</summary>
    public TimeSpan JournalInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time range of a sealed block.</summary>
    public TimeSpan BlockDuration { get; init; } = TimeSpan.FromHours(2);

    public TimeSpan RetentionRaw { get; init; } = TimeSpan.FromDays(15);

    public TimeSpan RetentionRollup5m { get; init; } = TimeSpan.FromDays(90);

    public TimeSpan RetentionRollup1h { get; init; } = TimeSpan.FromDays(730);

    /// <summary>The oldest data goes when the store is larger than this many bytes; 0: no limit.</summary>
    public long RetentionSize { get; init; } = 8L << 30;

    /// <summary>Bytes of the file system that are left to others: below it the oldest data goes.</summary>
    public long KeepFree { get; init; } = 256L << 20;

    /// <summary>How much older than the series' newest sample a sample may be; 0: not at all.</summary>
    public TimeSpan OutOfOrderWindow { get; init; } = TimeSpan.Zero;

    /// <summary>How far ahead of the clock a sample may be.</summary>
    public TimeSpan MaxFuture { get; init; } = TimeSpan.FromHours(1);

    public int MaxSeries { get; init; } = 1_000_000;

    public int MaxLabels { get; init; } = 64;

    /// <summary>In characters.</summary>
    public int MaxLabelNameLength { get; init; } = 1024;

    /// <summary>In characters.</summary>
    public int MaxLabelValueLength { get; init; } = 16 * 1024;

    /// <summary>Exemplars that are kept in memory, over all series.</summary>
    public int MaxExemplars { get; init; } = 10_000;

    /// <summary>Bytes of sealed rows that are kept in memory for the next query.</summary>
    public long RowCacheBytes { get; init; } = 16L << 20;
}
