using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage;

/// <summary>
/// Brings memory to the state of the store at start: series, metadata, directory, then the journal.
/// </summary>
internal sealed class StorageReplay(
    IStore store, SeriesIndex index, MetadataTable metadata, IReadOnlyList<BlockSet> sets,
    TombstoneTable tombstones, DamageReport damage) : IJournalReplay
{
    private JournalState _unknown = JournalState.Unknown;
    private StoreBatch _changes = new();

    public long Samples { get; private set; }

    public long LatestMs { get; private set; } = long.MinValue;

    /// <summary>
    /// Changes of tables that only the log has. Stored twice they are the same, so they go to their tables
    /// for readers now and once more with the journal's next entry there.
    /// </summary>
    public StoreBatch Changes => _changes;

    public void Run(JournalWriter journal)
    {
        Each(SeriesTable.Table, (_, value) =>
        {
            foreach (var (id, labels) in SeriesTable.Decode(value)) index.Restore(id, labels);
        });
        foreach (var series in index.All()) series.IsStored = true;
        Each(MetadataTable.Table, (key, value) => metadata.Restore(key, value));
        Each(TombstoneTable.Table, (key, value) => tombstones.Restore(key, value));
        foreach (var set in sets) ReadDirectory(set);
        ReplayJournal(journal);
    }

    public ref JournalState StateOf(uint id)
    {
        if (index.Find(id) is { } series) return ref series.JournalState;
        return ref _unknown;
    }

    public void Sample(uint id, long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        if (index.Find(id) is not { } series) return;
        lock (series) series.Append_NeedsLock(timeMs, value, histogram, startMs);
        series.JournaledLate = series.LateCount_NeedsLock;
        Samples++;
        LatestMs = Math.Max(LatestMs, timeMs);
    }

    private void ReadDirectory(BlockSet set)
    {
        var generations = new List<BlockGeneration>();
        Each(set.DirectoryTable, (key, value) => generations.Add(BlockGeneration.Decode(key, value)));
        set.Blocks.Add(generations);
        foreach (var generation in generations) Widen(generation);
    }

    private void Widen(BlockGeneration generation)
    {
        foreach (var row in generation.Rows)
        {
            LatestMs = Math.Max(LatestMs, row.MaxTimeMs);
            for (var run = 0; run < row.IdRuns.Length; run += 2)
            {
                index.SkipTo(row.IdRuns[run + 1]);
                for (var id = row.IdRuns[run]; id <= row.IdRuns[run + 1]; id++)
                {
                    if (index.Find(id) is { } series) series.Widen_NeedsLock(row.MinTimeMs, row.MaxTimeMs);
                }
            }
        }
    }

    private void ReplayJournal(JournalWriter journal)
    {
        var damaged = damage.Count;
        var ring = RingEntries(journal);
        if (ring.Count == 0) return;
        // Each epoch begins in the table; what the log has of any other is void.
        var epoch = ring.Max(e => e.Head.Epoch);
        ring.RemoveAll(e => e.Head.Epoch != epoch);
        var logged = LogEntries(journal, epoch);
        var isWhole = true;
        var keyframe = -1;
        var expected = 0;
        var last = default(JournalHead);
        foreach (var entry in ring.Concat(logged).OrderBy(e => e.Head.Sequence))
        {
            last = entry.Head;
            if (last.Sequence != expected)
            {
                (isWhole, keyframe) = (false, last.Keyframe);
                if (damage.Count == damaged) Missing(expected, last.Sequence);
            }

            expected = last.Sequence + 1;
            // An entry in the table was stored together with all changes that waited in the log before it.
            if (entry.Slot >= 0) _changes = new StoreBatch();
            // Behind a gap the coding states are unknown until the next keyframe.
            if (last.Keyframe == keyframe || !TryRead(entry, journal)) isWhole = false;
        }

        var part = logged.Count == 0 ? (0L, 0L) : (logged.Min(e => e.Position), logged.Max(e => e.Next));
        journal.Resume(last, ring.Max(e => e.Slot) + 1, part, _changes, isWhole);
    }

    /// <summary>A part of the log that does not pass its check is told by what is not there.</summary>
    private void Missing(int from, int until) => damage.Found(
        JournalRing.Table, JournalRing.Key(from), [],
        until - from == 1 ? $"entry {from} is missing" : $"entries {from} to {until - 1} are missing");

    private List<JournalPlace> RingEntries(JournalWriter journal)
    {
        var entries = new List<JournalPlace>();
        Each(JournalRing.Table, (key, value) =>
        {
            var slot = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(key);
            journal.Ring.Restore(slot, value.Length);
            if (JournalRing.IsEmpty(value)) return;
            var reader = new ByteReader(JournalRing.Open(value));
            entries.Add(new JournalPlace(JournalHead.Read(ref reader, out _), slot));
        });
        return entries;
    }

    private static List<JournalPlace> LogEntries(JournalWriter journal, ulong epoch)
    {
        var entries = new List<JournalPlace>();
        if (journal.Log is not { } log) return entries;
        foreach (var (position, next, bytes) in log.Scan())
        {
            var reader = new ByteReader(bytes);
            var head = JournalHead.Read(ref reader, out _);
            if (head.Epoch == epoch) entries.Add(new JournalPlace(head, -1, position, next));
        }

        return entries;
    }

    private bool TryRead(JournalPlace place, JournalWriter journal)
    {
        var key = JournalRing.Key(Math.Max(0, place.Slot));
        var value = place.Slot < 0 ? journal.Log!.Read(place.Position) : store.Get(JournalRing.Table, key)!;
        try
        {
            var reader = new ByteReader(place.Slot < 0 ? Checksum.Open(value) : JournalRing.Open(value));
            var head = JournalHead.Read(ref reader, out var form);
            if (form.HasChanges) _changes.Append(DeferredChanges.Read(ref reader));
            JournalEntryReader.Read(reader.Rest, form, head.Keyframe, this);
            return true;
        }
        catch (Exception e) when (e is CorruptDataException or OverflowException)
        {
            damage.Found(JournalRing.Table, key, value, e.Message);
            return false;
        }
    }

    private void Each(string table, Decoder decode)
    {
        foreach (var (key, value) in store.Scan(table, KeyRange.All))
        {
            try
            {
                decode(key, value);
            }
            catch (CorruptDataException e)
            {
                damage.Found(table, key, value, e.Message);
            }
        }
    }

    private delegate void Decoder(byte[] key, byte[] value);
}
