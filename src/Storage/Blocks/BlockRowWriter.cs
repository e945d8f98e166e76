using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// Builds a row: the chunks of several series by rising id. Series that were sampled at the same times share
/// one column of times. Not for concurrent use.
/// </summary>
internal sealed class BlockRowWriter
{
    public const byte Version = 1;

    private readonly ByteWriter _index = new();
    private readonly ByteWriter _chunks = new(64 * 1024);
    private readonly ByteWriter _times = new();
    private readonly List<long[]> _columns = [];
    private readonly List<uint> _ids = [];

    public int Length => _index.Length + _chunks.Length + _times.Length;

    public bool IsEmpty => _ids.Count == 0;

    public IReadOnlyList<uint> Ids => _ids;

    public long MinTimeMs { get; private set; }

    public long MaxTimeMs { get; private set; }

    public int Samples { get; private set; }

    public void Begin()
    {
        _index.Clear();
        _chunks.Clear();
        _times.Clear();
        _columns.Clear();
        _ids.Clear();
        (MinTimeMs, MaxTimeMs, Samples) = (long.MaxValue, long.MinValue, 0);
    }

    public void Add(uint id, SampleColumns columns)
    {
        var start = _chunks.Length;
        Chunk.WriteValues(_chunks, columns);
        _index.Unsigned(id - (_ids.Count > 0 ? _ids[^1] : 0));
        _index.Unsigned((ulong)TimesOf(columns.Times));
        _index.Unsigned((ulong)(_chunks.Length - start));
        _ids.Add(id);
        MinTimeMs = Math.Min(MinTimeMs, columns.Times[0]);
        MaxTimeMs = Math.Max(MaxTimeMs, columns.Times[^1]);
        Samples += columns.Count;
    }

    public byte[] Finish()
    {
        var row = new ByteWriter(Length + 32);
        row.Byte(Version);
        row.Unsigned((ulong)_columns.Count);
        row.Bytes(_times.Written);
        row.Unsigned((ulong)_ids.Count);
        row.Bytes(_index.Written);
        row.Bytes(_chunks.Written);
        return Checksum.Seal(row);
    }

    private int TimesOf(ReadOnlySpan<long> times)
    {
        // The latest column is the likeliest: targets are scraped whole.
        for (var i = _columns.Count - 1; i >= 0; i--)
        {
            if (times.SequenceEqual(_columns[i])) return i;
        }

        _columns.Add(times.ToArray());
        var column = new ByteWriter(64);
        Chunk.WriteTimes(column, times);
        _times.Unsigned((ulong)column.Length);
        _times.Bytes(column.Written);
        return _columns.Count - 1;
    }
}
