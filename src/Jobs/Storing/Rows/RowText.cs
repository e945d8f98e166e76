using System.IO.Compression;
using System.Text;

namespace Hotaru.Jobs;

/// <summary>Output in a row: short as it is, long deflated where that makes it shorter.</summary>
internal static class RowText
{
    private const int WorthDeflating = 200;

    /// <summary>What a text may grow to; at most 10,000 characters of up to four bytes.</summary>
    private const int Longest = 4 * JobSignals.MaxOutput;

    public static byte[] Pack(string text, out bool isDeflated)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        isDeflated = false;
        if (plain.Length < WorthDeflating) return plain;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest)) deflate.Write(plain);
        var bytes = packed.ToArray();
        isDeflated = bytes.Length < plain.Length;
        return isDeflated ? bytes : plain;
    }

    /// <exception cref="BadRowException">It cannot be unpacked.</exception>
    public static string Unpack(ReadOnlySpan<byte> bytes, bool isDeflated)
    {
        if (!isDeflated) return Encoding.UTF8.GetString(bytes);
        var plain = new byte[Longest];
        try
        {
            using var packed = new MemoryStream(bytes.ToArray());
            using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
            var length = deflate.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(plain, 0, length);
        }
        catch (InvalidDataException e)
        {
            throw new BadRowException($"its output cannot be unpacked: {e.Message}");
        }
    }
}
