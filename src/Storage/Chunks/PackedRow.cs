using System.IO.Compression;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// A row of a table with its version byte and its checksum: its content as it is (version 1) or, where that
/// is shorter, deflated (version 2).
/// </summary>
internal static class PackedRow
{
    public const byte Plain = 1;
    public const byte Deflated = 2;

    /// <summary>Smaller content is left as it is: little would be won.</summary>
    private const int LeastBytes = 512;

    /// <summary>Deflate makes at most so many bytes of one.</summary>
    private const int MostPerByte = 1032;

    public static byte[] Seal(ByteWriter content)
    {
        if (content.Length >= LeastBytes)
        {
            var packed = Deflate(content.Written);
            if (packed.Length < content.Length) return Checksum.Seal(packed);
        }

        var plain = new ByteWriter(content.Length + 1 + Checksum.Size);
        plain.Byte(Plain);
        plain.Bytes(content.Written);
        return Checksum.Seal(plain);
    }

    /// <exception cref="CorruptDataException">The row is not what was written.</exception>
    public static ByteReader Open(ReadOnlySpan<byte> stored)
    {
        var reader = new ByteReader(Checksum.Open(stored));
        switch (reader.Byte())
        {
            case Plain:
                return reader;
            case Deflated:
                var length = reader.Count(Math.Min(int.MaxValue / MostPerByte, stored.Length) * MostPerByte);
                return new ByteReader(Inflate(reader.Rest, length));
            default:
                throw new CorruptDataException("its version is unknown");
        }
    }

    private static ByteWriter Deflate(ReadOnlySpan<byte> content)
    {
        using var stream = new MemoryStream();
        using (var deflate = new DeflateStream(stream, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(content);
        var packed = new ByteWriter((int)stream.Length + 16);
        packed.Byte(Deflated);
        packed.Unsigned((ulong)content.Length);
        packed.Bytes(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return packed;
    }

    private static byte[] Inflate(ReadOnlySpan<byte> packed, int length)
    {
        var content = new byte[length];
        try
        {
            using var inflate = new DeflateStream(
                new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            inflate.ReadExactly(content);
            if (inflate.ReadByte() >= 0) throw new CorruptDataException("it is longer than it says");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new CorruptDataException($"it cannot be unpacked: {e.Message}");
        }

        return content;
    }
}
