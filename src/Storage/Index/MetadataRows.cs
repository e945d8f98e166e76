using System.Buffers.Binary;
using System.Text;
using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Index;

/// <summary>
/// Bytes of the rows of metadata. The key of a family's own row is its name; that of a row of many is a zero
/// byte, with which no name begins, and a number, so that these come first.
/// </summary>
internal static class MetadataRows
{
    public const int MostInRow = 1024;
    private const byte Version = 1;
    private const int SharedKeySize = 5;

    public static byte[] Key(string family) => Encoding.UTF8.GetBytes(family);

    public static string Name(ReadOnlySpan<byte> key) => Encoding.UTF8.GetString(key);

    public static byte[] SharedKey(uint number)
    {
        var key = new byte[SharedKeySize];
        BinaryPrimitives.WriteUInt32BigEndian(key.AsSpan(1), number);
        return key;
    }

    /// <summary>The number of a row of many; null for a family's own row.</summary>
    public static uint? SharedNumber(ReadOnlySpan<byte> key) =>
        key.Length == SharedKeySize && key[0] == 0 ? BinaryPrimitives.ReadUInt32BigEndian(key[1..]) : null;

    public static byte[] Encode(MetricMetadata metadata)
    {
        var writer = new ByteWriter(64);
        writer.Byte(Version);
        Write(writer, metadata);
        return Checksum.Seal(writer);
    }

    public static MetricMetadata Decode(ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(Checksum.Open(stored));
        if (reader.Byte() != Version) throw new CorruptDataException("its version is unknown");
        return Read(ref reader);
    }

    public static byte[] EncodeShared(IReadOnlyList<KeyValuePair<string, MetricMetadata>> families)
    {
        var writer = new ByteWriter(64 * families.Count);
        writer.Unsigned((ulong)families.Count);
        foreach (var (family, metadata) in families)
        {
            writer.Text(family);
            Write(writer, metadata);
        }

        return PackedRow.Seal(writer);
    }

    public static List<KeyValuePair<string, MetricMetadata>> DecodeShared(ReadOnlySpan<byte> stored)
    {
        var reader = PackedRow.Open(stored);
        var families = new List<KeyValuePair<string, MetricMetadata>>(reader.Count(reader.Rest.Length));
        for (var left = families.Capacity; left > 0; left--)
            families.Add(new(reader.Text(), Read(ref reader)));
        return families;
    }

    private static void Write(ByteWriter writer, MetricMetadata metadata)
    {
        writer.Byte((byte)metadata.Type);
        writer.Text(metadata.Help);
        writer.Text(metadata.Unit);
    }

    private static MetricMetadata Read(ref ByteReader reader)
    {
        var type = reader.Byte();
        if (type > (byte)MetricType.StateSet) throw new CorruptDataException("its metric type is unknown");
        return new MetricMetadata((MetricType)type, reader.Text(), reader.Text());
    }
}
