using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// The rows that one sealing wrote for one block. Data that comes later for the same time makes a further
/// generation.
/// </summary>
internal sealed class BlockGeneration(long startMs, uint number, RowEntry[] rows)
{
    public const byte Version = 1;

    public long StartMs => startMs;

    public uint Number => number;

    public RowEntry[] Rows => rows;

    public long MinTimeMs { get; } = rows.Min(r => r.MinTimeMs);

    public long MaxTimeMs { get; } = rows.Max(r => r.MaxTimeMs);

    public long Samples { get; } = rows.Sum(r => (long)r.Samples);

    public long Bytes { get; } = rows.Sum(r => (long)r.Bytes);

    public byte[] Key => BlockKeys.Generation(startMs, number);

    public byte[] RowKey(int row) => BlockKeys.Row(startMs, number, rows[row].FirstId);

    /// <summary>The row that has a series, or -1.</summary>
    public int RowOf(uint id)
    {
        int low = 0, high = rows.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].LastId < id) low = middle + 1;
            else if (rows[middle].FirstId > id) high = middle - 1;
            else return rows[middle].Has(id) ? middle : -1;
        }

        return -1;
    }

    public void AddIds(HashSet<uint> ids)
    {
        foreach (var row in rows)
        {
            for (var run = 0; run < row.IdRuns.Length; run += 2)
            {
                for (var id = row.IdRuns[run]; id <= row.IdRuns[run + 1]; id++) ids.Add(id);
            }
        }
    }

    public byte[] Encode()
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        writer.Unsigned((ulong)rows.Length);
        foreach (var row in rows)
        {
            writer.Unsigned((ulong)row.IdRuns.Length);
            uint last = 0;
            foreach (var bound in row.IdRuns)
            {
                writer.Unsigned(bound - last);
                last = bound;
            }

            writer.Signed(row.MinTimeMs - startMs);
            writer.Signed(row.MaxTimeMs - startMs);
            writer.Unsigned((ulong)row.Samples);
            writer.Unsigned((ulong)row.Bytes);
        }

        return Checksum.Seal(writer);
    }

    public static BlockGeneration Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(Checksum.Open(stored));
        if (key.Length != 12 || reader.Byte() != Version)
            throw new CorruptDataException("its version is unknown");
        var startMs = (long)System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(key);
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(key[8..]);
        var rows = new RowEntry[reader.Count(reader.Rest.Length)];
        for (var i = 0; i < rows.Length; i++) rows[i] = DecodeRow(ref reader, startMs);
        if (rows.Length == 0) throw new CorruptDataException("it has no rows");
        return new BlockGeneration(startMs, number, rows);
    }

    private static RowEntry DecodeRow(ref ByteReader reader, long startMs)
    {
        var runs = new uint[reader.Count(reader.Rest.Length)];
        if (runs.Length == 0) throw new CorruptDataException("a row has no series");
        uint last = 0;
        for (var i = 0; i < runs.Length; i++) runs[i] = last += (uint)reader.Unsigned();
        return new RowEntry(
            runs, startMs + reader.Signed(), startMs + reader.Signed(),
            (int)reader.Unsigned(), (int)reader.Unsigned());
    }
}
