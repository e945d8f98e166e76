using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// Moves what is older than a time from memory into raw.Blocks. Rows are written first and are invisible; the
/// directory and the journal's snapshot of what stays in memory then make them count, in one commit. Used by
/// one thread at a time.
/// </summary>
internal sealed class Sealer(
    IStore store, SeriesIndex index, BlockSet raw, JournalWriter journal, long blockMs)
{
    private const int RowBytes = 32 * 1024;
    private const int BatchBytes = 1 << 20;

    private readonly SampleBuffer _samples = new(1024);
    private readonly BlockRowWriter _row = new();
    private StoreBatch _batch = new();
    private int _batchBytes;

    /// <summary>How many samples went into raw.Blocks.</summary>
    public async Task<long> SealAsync(long belowMs, CancellationToken cancellation)
    {
        var all = index.All();
        try
        {
            var written = await WriteRowsAsync(all, belowMs, cancellation).ConfigureAwait(false);
            if (written.Count == 0) return 0;
            var directory = new StoreBatch();
            foreach (var generation in written)
                directory.Put(raw.DirectoryTable, generation.Key, generation.Encode());
            long dropped = 0;
            await journal.SnapshotAsync(
                directory, belowMs, () => dropped = Publish(written, all, belowMs), cancellation)
                .ConfigureAwait(false);
            return dropped;
        }
        finally
        {
            foreach (var series in all)
            {
                lock (series) (series.SealingThroughMs, series.SealingLate) = (long.MinValue, 0);
            }
        }
    }

    /// <summary>
    /// A reader that looks at memory first and blocks second meets every sample once or twice, never not.
    /// </summary>
    private long Publish(List<BlockGeneration> written, List<HeadSeries> all, long belowMs)
    {
        raw.Blocks.Add(written);
        long dropped = 0;
        foreach (var series in all)
        {
            lock (series) dropped += series.DropSealed_NeedsLock(belowMs, _samples);
        }

        return dropped;
    }

    /// <summary>Block after block, each with its series by rising id.</summary>
    private async Task<List<BlockGeneration>> WriteRowsAsync(
        List<HeadSeries> all, long belowMs, CancellationToken cancellation)
    {
        var written = new List<BlockGeneration>();
        var starts = Mark(all, belowMs);
        (_batch, _batchBytes) = (new StoreBatch(), 0);
        foreach (var start in starts)
        {
            var generation = new OpenGeneration(start, raw.Blocks.NextNumber(start));
            // A sealing that failed before may have left rows under this number.
            _batch.DeleteRange(
                raw.RowsTable, KeyRange.Prefix(BlockKeys.Generation(start, generation.Number)));
            _row.Begin();
            foreach (var series in all)
            {
                lock (series)
                    series.CopySealing_NeedsLock(start, Math.Min(belowMs, start + blockMs), _samples);
                if (_samples.Count > 0) _row.Add(series.Id, SampleColumns.Of(_samples));
                if (_row.Length >= RowBytes) Finish(generation);
                if (_batchBytes >= BatchBytes) await StoreAsync(cancellation).ConfigureAwait(false);
            }

            if (!_row.IsEmpty) Finish(generation);
            written.Add(new BlockGeneration(start, generation.Number, [.. generation.Rows]));
        }

        if (_batchBytes > 0) await StoreAsync(cancellation).ConfigureAwait(false);
        return written;
    }

    /// <summary>
    /// Fixes what is sealed of each series, and gives the starts of the blocks that have any of it.
    /// </summary>
    private SortedSet<long> Mark(List<HeadSeries> all, long belowMs)
    {
        var starts = new SortedSet<long>();
        foreach (var series in all)
        {
            _samples.Clear();
            lock (series)
            {
                var view = series.Peek_NeedsLock();
                if (view.IsEmpty || view.MinTimeMs >= belowMs) continue;
                series.SealingThroughMs = series.LastTimeMs;
                series.SealingLate = series.LateCount_NeedsLock;
                view.Read(long.MinValue, belowMs - 1, _samples);
            }

            var last = long.MinValue;
            foreach (var time in _samples.Timestamps)
            {
                if (time >= belowMs || (time >= last && time < last + blockMs)) continue;
                starts.Add(last = StartOf(time));
            }
        }

        return starts;
    }

    private long StartOf(long timeMs) => Math.Max(0, timeMs) / blockMs * blockMs;

    private void Finish(OpenGeneration generation)
    {
        var bytes = _row.Finish();
        generation.Rows.Add(RowEntry.Of(_row, bytes.Length));
        _batch.Put(raw.RowsTable, BlockKeys.Row(generation.StartMs, generation.Number, _row.Ids[0]), bytes);
        _batchBytes += bytes.Length;
        _row.Begin();
    }

    private async Task StoreAsync(CancellationToken cancellation)
    {
        await store.CommitAsync(_batch, Durability.Journaled, cancellation).ConfigureAwait(false);
        (_batch, _batchBytes) = (new StoreBatch(), 0);
    }

    private sealed record OpenGeneration(long StartMs, uint Number)
    {
        public List<RowEntry> Rows { get; } = [];
    }
}
