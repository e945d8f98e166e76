using System.Runtime.InteropServices;
using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Journal;

/// <summary>
/// Changes of tables that are on disk in logged entries and not yet in their tables: of each key the newest.
/// The next entry that goes to the table takes them along. A small change then costs a sector now, and a page
/// only once for all that came meanwhile. Not for concurrent use.
/// </summary>
internal sealed class DeferredChanges
{
    /// <summary>Larger values have pages of their own, which nothing is saved by writing later.</summary>
    private const int LargestValue = 4096;

    /// <summary>What may wait, keys and values and what it takes to keep them.</summary>
    private const int MostBytes = 1 << 20;
    private const int Overhead = 160;

    private readonly Dictionary<(string Table, ByteKey Key), StoreChange> _changes = [];
    private int _bytes;

    public int Count => _changes.Count;

    /// <summary>Whether a batch may wait in the log: small puts and deletions of single keys.</summary>
    public bool Takes(StoreBatch batch)
    {
        if (batch.IsReadWhileRunning) return false;
        var bytes = _bytes;
        foreach (var change in batch.Changes)
        {
            if (!IsOfOneKey(change) || change.Value?.Length > LargestValue) return false;
            bytes += Cost(change);
        }

        return bytes <= MostBytes;
    }

    public void Add(StoreBatch batch)
    {
        foreach (var change in batch.Changes)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _changes, (change.Table, ByteKey.Of(change.Range.From)), out var isKnown);
            if (isKnown) _bytes -= Cost(known);
            known = change;
            _bytes += Cost(change);
        }
    }

    /// <summary>The batch with everything that waits before it.</summary>
    public StoreBatch Before(StoreBatch batch)
    {
        if (_changes.Count == 0) return batch;
        var whole = new StoreBatch();
        // In the order of the keys, so that neighbours share their pages while they are at hand.
        foreach (var change in _changes.Values.OrderBy(c => c.Range.From, KeyOrder)) Put(whole, change);
        return whole.Append(batch);
    }

    public void Clear()
    {
        _changes.Clear();
        _bytes = 0;
    }

    public static void Write(ByteWriter writer, StoreBatch batch)
    {
        writer.Unsigned((ulong)batch.Changes.Count);
        foreach (var (table, range, value) in batch.Changes)
        {
            writer.Text(table);
            writer.Unsigned((ulong)range.From.Length);
            writer.Bytes(range.From);
            writer.Unsigned(value is null ? 0 : (ulong)value.Length + 1);
            writer.Bytes(value);
        }
    }

    public static StoreBatch Read(ref ByteReader reader)
    {
        var batch = new StoreBatch();
        var count = reader.Count(int.MaxValue);
        for (var i = 0; i < count; i++)
        {
            var table = reader.Text();
            var key = reader.Bytes(reader.Count(reader.Rest.Length)).ToArray();
            var length = reader.Count(reader.Rest.Length + 1);
            if (length == 0) batch.Delete(table, key);
            else batch.Put(table, key, reader.Bytes(length - 1).ToArray());
        }

        return batch;
    }

    private static readonly Comparer<byte[]> KeyOrder =
        Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b));

    private static void Put(StoreBatch batch, in StoreChange change)
    {
        if (change.Value is null) batch.Delete(change.Table, change.Range.From);
        else batch.Put(change.Table, change.Range.From, change.Value);
    }

    private static int Cost(in StoreChange change) =>
        change.Range.From.Length + (change.Value?.Length ?? 0) + Overhead;

    /// <summary>A put, or a deletion up to the very next key.</summary>
    private static bool IsOfOneKey(in StoreChange change)
    {
        var (_, (from, until), value) = change;
        return value is not null
            || (until?.Length == from.Length + 1 && until[^1] == 0 && until.AsSpan().StartsWith(from));
    }
}
