using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>What an administrator asks for.</summary>
public sealed partial class TimeSeriesStore
{
    /// <summary>
    /// Journals what is in memory only; when it returns, all samples committed before are on disk.
    /// </summary>
    /// <exception cref="StoreException">The store cannot write.</exception>
    public Task FlushAsync(CancellationToken cancellation) => _journal.FlushAsync(cancellation);

    /// <summary>
    /// Seals all samples in memory into blocks and gives free space back to the file system.
    /// </summary>
    /// <exception cref="StoreException">The store cannot write.</exception>
    public Task CompactAsync(CancellationToken cancellation) => _maintenance.CompactAsync(cancellation);

    /// <summary>
    /// Deletes the samples from min to max of the series that match any of the matcher sets (none: no
    /// series). They are gone from answers at once, and from the disk with <see cref="CleanTombstonesAsync"/>
    /// or retention.
    /// </summary>
    /// <exception cref="StoreException">The store cannot write.</exception>
    public Task DeleteSeriesAsync(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs,
        CancellationToken cancellation) =>
        sets.Count == 0
            ? Task.CompletedTask
            : _maintenance.DeleteAsync(
                _catalog.Find(sets, minTimeMs, maxTimeMs), minTimeMs, maxTimeMs, cancellation);

    /// <summary>Writes blocks with deleted samples anew without them.</summary>
    /// <exception cref="StoreException">The store cannot write.</exception>
    public Task CleanTombstonesAsync(CancellationToken cancellation) =>
        _maintenance.CleanTombstonesAsync(cancellation);

    /// <summary>
    /// A consistent copy of everything in the store, with what was in memory only, as a new file.
    /// </summary>
    /// <exception cref="StoreException">The file exists or cannot be written.</exception>
    public Task BackupAsync(string path, CancellationToken cancellation) =>
        _journal.InTablesAsync(() => _store.BackupAsync(path, cancellation), cancellation);

    /// <summary>
    /// Called with the time that each write of the journal took, the sync with it. To be set once.
    /// </summary>
    public void OnJournalWritten(Action<TimeSpan> took) => _writing.Took = took;

    /// <summary>Blobs whose checksum was wrong, since the start.</summary>
    public long DamagedBlobs => _damage.Count;

    /// <summary>Chunks in blocks.</summary>
    public long ChunkCount => _raw.Blocks.All.Sum(b => b.Rows.Sum(r => r.SeriesCount));
}
