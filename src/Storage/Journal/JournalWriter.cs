using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Brings samples that are in memory to the store: all of them every interval, some of them at once. One
/// entry is written at a time; requests that come meanwhile share the next. After a failed entry the coding
/// states of memory and store differ, so the next one is a snapshot. An entry that needs no other change with
/// it goes to the log where the store has one, else to the ring in the table.
/// </summary>
internal sealed class JournalWriter(
    IStore store, IEntryLog? log, SeriesIndex index, MetadataTable metadata, DirtyList dirty,
    AppendRules rules, WorkTimer timer) : IDisposable
{
    /// <summary>
    /// Coding states begin anew after so many entries at least and at most; between the two, once they have
    /// coded enough samples to be worth what they cost.
    /// </summary>
    private const int LeastPerKeyframe = 64;
    private const int MostPerKeyframe = 256;
    private const int SamplesPerState = 256;

    private const int EntriesPerEpoch = 1 << 16;
    private const int SlotsPerEpoch = 4096;
    private const long LeastEpochBytes = 16 << 20;

    /// <summary>A snapshot is many entries, so that none of them needs much memory.</summary>
    private const int SnapshotEntryBytes = 48 * 1024;

    /// <summary>An entry of the log may take this much more than its bytes: its head and padding.</summary>
    private const int Slack = 8192;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Queue<JournalRequest> _waiting = new();
    private readonly Lock _waitingLock = new();
    private readonly JournalEntryWriter _entry = new();
    private readonly ByteWriter _bytes = new(32 * 1024);
    private readonly SampleBuffer _scratch = new();
    private readonly List<HeadSeries> _unstored = [];
    private readonly JournalRing _ring = new();
    private readonly CommitGroup _confirming = new();
    private readonly DeferredChanges _deferred = new();
    private JournalHead _next = new(1, 0, 1);
    private int _sinceKeyframe;
    private long _samplesSinceKeyframe;
    private long _epochBytes;
    private long _snapshotBytes;
    private bool _needsSnapshot = true;
    private long _epochStart;
    private long _logPosition;
    private int _tableOnly;
    private bool _snapshotInTable;

    public JournalRing Ring => _ring;

    public IEntryLog? Log => log;

    /// <summary>Why the last entry could not be written; empty where it could.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Entries that were written so far, those of snapshots included, and that failed.</summary>
    public long Entries { get; private set; }
    public long Failures { get; private set; }

    /// <summary>
    /// After a snapshot that failed it is not known which epoch counts, so the log stays as it is until the
    /// table has a whole one.
    /// </summary>
    private bool UsesLog => log is not null && !_snapshotInTable && Volatile.Read(ref _tableOnly) == 0;

    /// <summary>After a replay: the next entry stands behind the last one that was read.</summary>
    /// <param name="slot">The first free slot of the ring.</param>
    /// <param name="logged">The part of the log that the epoch has; it is free behind it.</param>
    /// <param name="deferred">Changes of tables that only the log has.</param>
    public void Resume(
        JournalHead last, int slot, (long Start, long End) logged, StoreBatch deferred, bool isWhole)
    {
        _deferred.Add(deferred);
        _next = last with { Sequence = last.Sequence + 1, Keyframe = last.Keyframe + 1 };
        _ring.Resume(slot);
        (_epochStart, _logPosition) = logged;
        _needsSnapshot = !isWhole;
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
    /// Returns when everything that was in memory at the call is on disk; callers that come together share
    /// one entry.
    /// </summary>
    public async Task ConfirmAsync(CancellationToken cancellation)
    {
        var group = _confirming.Join();
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_confirming.IsDone(group)) return;
            await _confirming.GatherAsync().ConfigureAwait(false);
            await WriteAsync([], [], cancellation).ConfigureAwait(false);
            _confirming.Done();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Brings everything in memory into the tables, and keeps every entry there while the work runs: a copy
    /// of the tables then has all of it.
    /// </summary>
    public async Task InTablesAsync(Func<Task> work, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _tableOnly);
        try
        {
            if (log is not null) RequestSnapshot();
            await FlushAsync(cancellation).ConfigureAwait(false);
            await work().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _tableOnly);
        }
    }

    /// <summary>The last entry: the tables alone have everything afterwards.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _tableOnly);
        if (_logPosition > _epochStart) RequestSnapshot();
        await FlushAsync(cancellation).ConfigureAwait(false);
        log?.Clear();
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
        var kept = PendingSamples.Reserve(group, rules.WindowMs);
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
        if (_needsSnapshot || _next.Sequence >= EntriesPerEpoch || _ring.Next >= SlotsPerEpoch
            || _epochBytes > Math.Max(LeastEpochBytes, 4 * _snapshotBytes))
        {
            await WriteSnapshotAsync(new StoreBatch(), long.MinValue, cancellation).ConfigureAwait(false);
        }

        var marked = dirty.Take();
        if (marked.Count == 0 && group.Count == 0 && !metadata.HasChanges) return;
        _unstored.Clear();
        if (IsKeyframeDue()) (_next, _sinceKeyframe, _samplesSinceKeyframe) = (NextKeyframe(), 0, 0);
        Begin();
        JournalMerge.Add(_entry, _next.Keyframe, marked, samples, _scratch, _unstored);
        _samplesSinceKeyframe += _entry.Samples;
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
        // Before anything is read: who asks for one from now on gets another.
        Volatile.Write(ref _needsSnapshot, false);
        dirty.Take();
        _unstored.Clear();
        // A step of any size: what an older copy of the file writes next is no epoch that is in the log.
        _next = new JournalHead(
            _next.Epoch + 1 + (ulong)Random.Shared.Next(1 << 16), 0, _next.Keyframe + 1);
        Begin();
        _ring.Trim(batch);
        try
        {
            await (UsesLog
                ? StoreSnapshotInLogAsync(batch, sealedBelowMs, cancellation)
                : StoreSnapshotAsync(batch, sealedBelowMs, cancellation)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            (_needsSnapshot, Failure) = (true, e.Message);
            throw;
        }

        (_sinceKeyframe, _samplesSinceKeyframe, _snapshotBytes) = (0, 0, _epochBytes);
        log?.Trim(_logPosition);
    }

    private async Task StoreSnapshotAsync(
        StoreBatch batch, long sealedBelowMs, CancellationToken cancellation)
    {
        foreach (var series in index.All()) AddUnsealed(series, sealedBelowMs);
        await StoreAsync(batch, 0, cancellation).ConfigureAwait(false);
        (_epochStart, _logPosition, _snapshotInTable) = (0, 0, false);
        _entry.Release();
        _bytes.Release();
    }

    /// <summary>
    /// The snapshot goes to a part of the log that is free, as entries 1, 2, 3 ... of the epoch; what makes
    /// the epoch count is an empty entry 0 in the table, in one commit with the rest of the batch.
    /// </summary>
    private async Task StoreSnapshotInLogAsync(
        StoreBatch batch, long sealedBelowMs, CancellationToken cancellation)
    {
        // Before the epoch that counts now the log is free, and behind it.
        var start = _epochStart > 0 ? 0 : _logPosition;
        var position = start;
        var head = _next;
        foreach (var series in index.All())
        {
            AddUnsealed(series, sealedBelowMs);
            if (_entry.Length >= SnapshotEntryBytes) AppendSnapshot(ref position);
        }

        if (!_entry.IsEmpty) AppendSnapshot(ref position);
        var last = _next;
        (_next, _snapshotInTable) = (head, true);
        await StoreAsync(batch, 0, cancellation).ConfigureAwait(false);
        // With nothing in it the log is free from its beginning.
        (_epochStart, _logPosition) = position > start ? (start, position) : (0, 0);
        _snapshotInTable = false;
        _next = last with { Sequence = last.Sequence + 1 };
        _epochBytes = position - start;
    }

    private void AddUnsealed(HeadSeries series, long sealedBelowMs)
    {
        lock (series)
            JournalMerge.AddUnsealed_NeedsLock(_entry, _next.Keyframe, series, sealedBelowMs, _scratch);
        if (!series.IsStored) _unstored.Add(series);
    }

    private void AppendSnapshot(ref long position)
    {
        _next = _next with { Sequence = _next.Sequence + 1 };
        var bytes = Finish();
        if (position < _epochStart && position + bytes.Length + Slack > _epochStart)
            position = _logPosition;
        var begun = timer.Begin();
        position = log!.Append(position, bytes);
        timer.End(begun);
        Entries++;
        Begin();
    }

    private void Begin()
    {
        _entry.Begin();
        _bytes.Clear();
    }

    private bool IsKeyframeDue() =>
        ++_sinceKeyframe > MostPerKeyframe
        || (_sinceKeyframe > LeastPerKeyframe
            && _samplesSinceKeyframe >= (long)SamplesPerState * index.Count);

    private JournalHead NextKeyframe() => _next with { Keyframe = _next.Keyframe + 1 };

    private async Task StoreAsync(StoreBatch batch, int slot, CancellationToken cancellation)
    {
        var asked = batch.Changes.Count;
        var families = metadata.Put(batch);
        SeriesTable.Put(batch, _unstored);
        var isLogged = slot > 0 && UsesLog && batch.Changes.Count == asked && _deferred.Takes(batch);
        // What waits is in its tables when an entry in a slot says so.
        var hasEntry = !_entry.IsEmpty || slot == 0
            || (asked > 0 && (isLogged || _deferred.Count > 0));
        if (!hasEntry && batch.Changes.Count == 0) return;
        var size = 0;
        var begun = timer.Begin();
        try
        {
            if (isLogged && hasEntry) size = AppendToLog(batch);
            else
            {
                batch = _deferred.Before(batch);
                if (hasEntry) size = _ring.Put(batch, slot, Finish());
                await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
                if (hasEntry) _ring.Advance(slot, size);
                _deferred.Clear();
            }
        }
        catch (Exception e)
        {
            (_needsSnapshot, Failure, Failures) = (true, e.Message, Failures + 1);
            throw;
        }

        timer.End(begun);
        Failure = "";
        foreach (var series in _unstored) series.IsStored = true;
        metadata.Confirm(families);
        if (!hasEntry) return;
        Entries++;
        _next = _next with { Sequence = _next.Sequence + 1 };
        _epochBytes = slot == 0 ? size : _epochBytes + size;
    }

    private int AppendToLog(StoreBatch changes)
    {
        var before = _logPosition;
        _logPosition = log!.Append(before, Finish(changes));
        _deferred.Add(changes);
        return (int)(_logPosition - before);
    }

    private ReadOnlySpan<byte> Finish(StoreBatch? changes = null)
    {
        var hasChanges = changes?.Changes.Count > 0;
        _next.Write(_bytes, hasChanges);
        if (hasChanges) DeferredChanges.Write(_bytes, changes!);
        _entry.Finish(_bytes);
        Checksum.Append(_bytes);
        return _bytes.Written;
    }
}
