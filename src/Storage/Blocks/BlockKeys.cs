using System.Buffers.Binary;

namespace Hotaru.Storage.Blocks;

/// <summary>
/// Keys that sort by time first, so that writes are sequential and retention drops whole ranges.
/// </summary>
internal static class BlockKeys
{
    /// <summary>Start of the block.</summary>
    public static byte[] Block(long startMs)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, (ulong)startMs);
        return key;
    }

    /// <summary>Start of the block and number of the generation.</summary>
    public static byte[] Generation(long startMs, uint generation)
    {
        var key = new byte[12];
        BinaryPrimitives.WriteUInt64BigEndian(key, (ulong)startMs);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(8), generation);
        return key;
    }

    /// <summary>Start of the block, number of the generation, id of the first series of the row.</summary>
    public static byte[] Row(long startMs, uint generation, uint firstId)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(key, (ulong)startMs);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(8), generation);
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(12), firstId);
        return key;
    }
}
