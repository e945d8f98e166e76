using System.Buffers.Binary;
using System.Collections.Concurrent;
using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Index;

namespace Hotaru.Storage.Querying;

/// <summary>Times of series that were deleted and are still in blocks. Thread-safe.</summary>
internal sealed class TombstoneTable
{
    public const string Table = "tombstones";
    public const byte Version = 1;

    private readonly ConcurrentDictionary<uint, (long MinMs, long MaxMs)[]> _deleted = new();

    public int Count => _deleted.Count;

    public IReadOnlyCollection<uint> Ids => [.. _deleted.Keys];

    /// <summary>Drops deleted samples from what blocks gave.</summary>
    public void Apply(uint id, SampleBuffer buffer)
    {
        if (_deleted.IsEmpty || buffer.Count == 0 || !_deleted.TryGetValue(id, out var ranges)) return;
        var all = SampleColumns.Of(buffer);
        var kept = new SampleBuffer(buffer.Count);
        for (var i = 0; i < all.Count; i++)
        {
            var time = all.Times[i];
            if (Array.Exists(ranges, r => time >= r.MinMs && time <= r.MaxMs)) continue;
            Copy(all, i, kept);
        }

        buffer.Clear();
        var columns = SampleColumns.Of(kept);
        for (var i = 0; i < columns.Count; i++) Copy(columns, i, buffer);
    }

    public void Put(StoreBatch batch, uint id, long minMs, long maxMs)
    {
        var ranges = _deleted.TryGetValue(id, out var known) ? known : [];
        batch.Put(Table, SeriesTable.Key(id), Encode([.. ranges, (minMs, maxMs)]));
    }

    public void Add(uint id, long minMs, long maxMs) =>
        _deleted.AddOrUpdate(id, _ => [(minMs, maxMs)], (_, known) => [.. known, (minMs, maxMs)]);

    public void Remove(uint id) => _deleted.TryRemove(id, out _);

    public void Restore(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(Checksum.Open(stored));
        if (key.Length != 4 || reader.Byte() != Version)
            throw new CorruptDataException("its version is unknown");
        var ranges = new (long, long)[reader.Count(reader.Rest.Length)];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = (reader.Signed(), reader.Signed());
        _deleted[BinaryPrimitives.ReadUInt32BigEndian(key)] = ranges;
    }

    private static void Copy(SampleColumns from, int at, SampleBuffer to)
    {
        var start = from.Starts.IsEmpty ? 0 : from.Starts[at];
        if (!from.Histograms.IsEmpty && from.Histograms[at] is { } histogram)
            to.Add(from.Times[at], histogram, start);
        else to.Add(from.Times[at], from.Values[at], start);
    }

    private static byte[] Encode((long MinMs, long MaxMs)[] ranges)
    {
        var writer = new ByteWriter(32);
        writer.Byte(Version);
        writer.Unsigned((ulong)ranges.Length);
        foreach (var (min, max) in ranges)
        {
            writer.Signed(min);
            writer.Signed(max);
        }

        return Checksum.Seal(writer);
    }
}
