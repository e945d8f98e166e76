using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Brings samples that are in memory to the store: all of them every interval, some of them at once. One
/// entry is written at a time; requests that come meanwhile share the next. After a failed entry the coding
/// states of memory and store differ, so the next one is a snapshot.
/// </summary>
internal sealed class JournalWriter(
    IStore store, SeriesIndex index, MetadataTable metadata, DirtyList dirty, long windowMs) : IDisposable
{
    private const int EntriesPerKeyframe = 64;
    private const int EntriesPerEpoch = 4096;
    private const long LeastEpochBytes = 16 << 20;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Queue<JournalRequest> _waiting = new();
    private readonly Lock _waitingLock = new();
    private readonly JournalEntryWriter _entry = new();
    private readonly ByteWriter _bytes = new(32 * 1024);
    private readonly SampleBuffer _scratch = new();
    private readonly List<HeadSeries> _unstored = [];
    private readonly JournalRing _ring = new();
    private JournalHead _next = new(1, 0, 1);
    private int _sinceKeyframe;
    private long _epochBytes;
    private long _snapshotBytes;
    private bool _needsSnapshot = true;

    /// <summary>Bytes of entries that were stored, padding included.</summary>
    public long BytesWritten { get; private set; }

    public JournalRing Ring => _ring;

    /// <summary>After a replay: the next entry stands behind the last one that was read.</summary>
    public void Resume(JournalHead last, bool isWhole)
    {
        _next = last with { Sequence = last.Sequence + 1, Keyframe = last.Keyframe + 1 };
        _ring.Resume(_next.Sequence);
        _needsSnapshot = !isWhole;
    }

    /// <summary>
    /// Makes room in a store that is new; a store that takes nothing now is tried again by each entry.
    /// </summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var batch = new StoreBatch();
        _ring.Prepare(batch);
        try
        {
            await store.CommitAsync(batch, Durability.Journaled, cancellation).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // Only a saving is lost: an entry makes its own slot.
        }
    }

    /// <summary>The next entry holds all that is in memory.</summary>
    public void RequestSnapshot() => Volatile.Write(ref _needsSnapshot, true);

    /// <summary>Brings everything that is in memory only to the store.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WriteAsync([], [], cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Brings samples to the store and then to memory, together with what else is to be stored.
    /// </summary>
    public async Task CommitAsync(JournalRequest request, CancellationToken cancellation)
    {
        lock (_waitingLock) _waiting.Enqueue(request);
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var group = new List<JournalRequest>();
            lock (_waitingLock)
            {
                while (_waiting.TryDequeue(out var next)) group.Add(next);
            }

            if (group.Count > 0) await CommitGroupAsync(group).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }

        await request.Done.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Stores the batch together with a snapshot of what is in memory and not sealed below the time; then
    /// <paramref name="stored"/> runs before any other entry is written.
    /// </summary>
    public async Task SnapshotAsync(
        StoreBatch batch, long sealedBelowMs, Action stored, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await WriteSnapshotAsync(batch, sealedBelowMs, cancellation).ConfigureAwait(false);
            stored();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task CommitGroupAsync(List<JournalRequest> group)
    {
        var kept = PendingSamples.Reserve(group, windowMs);
        try
        {
            await WriteAsync(group, kept, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            PendingSamples.Release(kept);
            foreach (var request in group) request.Fail(e);
            return;
        }

        PendingSamples.Apply(kept, dirty);
        foreach (var request in group) request.Succeed();
    }

    private async Task WriteAsync(
        List<JournalRequest> group, List<PendingSample> samples, CancellationToken cancellation)
    {
        if (_needsSnapshot || _next.Sequence >= EntriesPerEpoch
            || _epochBytes > Math.Max(LeastEpochBytes, 4 * _snapshotBytes))
        {
            await WriteSnapshotAsync(new StoreBatch(), long.MinValue, cancellation).ConfigureAwait(false);
        }

        var marked = dirty.Take();
        _unstored.Clear();
        if (++_sinceKeyframe > EntriesPerKeyframe) (_next, _sinceKeyframe) = (NextKeyframe(), 0);
        Begin();
        JournalMerge.Add(_entry, _next.Keyframe, marked, samples, _scratch, _unstored);
        var batch = new StoreBatch();
        foreach (var request in group)
        {
            if (request.Also is not null) batch.Append(request.Also);
        }

        await StoreAsync(batch, _ring.Next, cancellation).ConfigureAwait(false);
    }

    private async Task WriteSnapshotAsync(
        StoreBatch batch, long sealedBelowMs, CancellationToken cancellation)
    {
        _needsSnapshot = false;
        dirty.Take();
        _unstored.Clear();
        _next = new JournalHead(_next.Epoch + 1, 0, _next.Keyframe + 1);
        Begin();
        foreach (var series in index.All())
        {
            lock (series)
                JournalMerge.AddUnsealed_NeedsLock(_entry, _next.Keyframe, series, sealedBelowMs, _scratch);
            if (!series.IsStored) _unstored.Add(series);
        }

        _ring.Trim(batch);
        await StoreAsync(batch, 0, cancellation).ConfigureAwait(false);
        (_sinceKeyframe, _snapshotBytes) = (0, _epochBytes = _bytes.Length);
    }

    private void Begin()
    {
        _entry.Begin();
        _bytes.Clear();
    }

    private JournalHead NextKeyframe() => _next with { Keyframe = _next.Keyframe + 1 };

    private async Task StoreAsync(StoreBatch batch, int slot, CancellationToken cancellation)
    {
        var families = metadata.Put(batch);
        SeriesTable.Put(batch, _unstored);
        var size = 0;
        if (!_entry.IsEmpty || slot == 0)
        {
            _next.Write(_bytes);
            _entry.Finish(_bytes);
            size = _ring.Put(batch, slot, Checksum.Seal(_bytes));
        }

        if (batch.Changes.Count == 0) return;
        try
        {
            await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        }
        catch
        {
            _needsSnapshot = true;
            throw;
        }

        foreach (var series in _unstored) series.IsStored = true;
        metadata.Confirm(families);
        if (size == 0) return;
        _ring.Advance(slot, size);
        _next = _next with { Sequence = _next.Sequence + 1 };
        _epochBytes += size;
        BytesWritten += size;
    }
}
