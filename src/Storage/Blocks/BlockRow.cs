using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Blocks;

/// <summary>A row whose checksum is right, ready for reading by any number of threads.</summary>
internal sealed class BlockRow
{
    private readonly byte[] _bytes;
    private readonly Range[] _times;
    private readonly uint[] _ids;
    private readonly int[] _timesOf;
    private readonly int[] _ends;
    private readonly int _chunks;

    private BlockRow(byte[] bytes, Range[] times, uint[] ids, int[] timesOf, int[] ends, int chunks) =>
        (_bytes, _times, _ids, _timesOf, _ends, _chunks) = (bytes, times, ids, timesOf, ends, chunks);

    public ReadOnlySpan<uint> Ids => _ids;

    /// <summary>About what it takes in memory.</summary>
    public int Size => _bytes.Length + _ids.Length * 12 + 200;

    public static BlockRow Parse(byte[] stored)
    {
        var bytes = Checksum.Open(stored);
        var reader = new ByteReader(bytes);
        if (reader.Byte() != BlockRowWriter.Version) throw new CorruptDataException("its version is unknown");
        var times = new Range[reader.Count(reader.Rest.Length)];
        for (var i = 0; i < times.Length; i++)
        {
            var length = reader.Count(reader.Rest.Length);
            var start = bytes.Length - reader.Rest.Length;
            times[i] = start..(start + length);
            reader.Bytes(length);
        }

        var count = reader.Count(reader.Rest.Length);
        var (ids, timesOf, ends) = (new uint[count], new int[count], new int[count]);
        uint id = 0;
        var end = 0;
        for (var i = 0; i < count; i++)
        {
            ids[i] = id += (uint)reader.Unsigned();
            timesOf[i] = reader.Count(times.Length - 1);
            ends[i] = end += reader.Count(bytes.Length);
        }

        if (end != reader.Rest.Length) throw new CorruptDataException("its chunks have another length");
        return new BlockRow(stored, times, ids, timesOf, ends, bytes.Length - end);
    }

    /// <summary>Appends the samples of a series; false where the row has none.</summary>
    public bool Read(uint id, SampleBuffer buffer)
    {
        var at = _ids.AsSpan().BinarySearch(id);
        if (at < 0) return false;
        var from = at == 0 ? 0 : _ends[at - 1];
        Chunk.Read(
            _bytes.AsSpan(_times[_timesOf[at]]), _bytes.AsSpan(_chunks + from, _ends[at] - from), buffer);
        return true;
    }
}
