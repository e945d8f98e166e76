namespace Hotaru.Storage;

/// <summary>What an adapter of the store port may offer beyond the port.</summary>
public interface IStoreUpkeep
{
    /// <summary>The tables that were written so far, in no order.</summary>
    IReadOnlyCollection<string> Tables { get; }

    /// <summary>Brings pending pages to their place and gives free space back to the file system.</summary>
    Task CompactAsync(CancellationToken cancellation);

    /// <summary>
    /// Bytes that the store keeps for its own reuse: freed by deletions, not yet written again.
    /// </summary>
    long FreeBytes { get; }

    /// <summary>
    /// Bytes that the file system has left for the store; negative where that is not known.
    /// </summary>
    long DiskFreeBytes { get; }

    /// <summary>
    /// Bytes handed to the file system since the store was opened, for whatever reason. The card writes more:
    /// whole pages, and the file system's own.
    /// </summary>
    long WrittenBytes { get; }
}
