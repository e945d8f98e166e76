using System.Buffers.Binary;

namespace Hotaru.Remote;

/// <summary>
/// Snappy's block format, decoded into a buffer of known size. Source: google/snappy, format_description.txt.
/// </summary>
internal static class SnappyBlock
{
    /// <summary>
    /// The length that the block says it has when decoded; the rest is the block's elements.
    /// </summary>
    /// <exception cref="FormatException">The length is cut short or too large for 32 bits.</exception>
    public static int DecodedLength(ReadOnlySpan<byte> block, out ReadOnlySpan<byte> elements)
    {
        ulong length = 0;
        for (var i = 0; i < 5 && i < block.Length; i++)
        {
            length |= (ulong)(block[i] & 0x7F) << (7 * i);
            if (block[i] >= 0x80) continue;
            if (length > int.MaxValue) break;
            elements = block[(i + 1)..];
            return (int)length;
        }

        throw new FormatException("snappy: the length at the beginning is not valid");
    }

    /// <summary>Fills the destination whole.</summary>
    /// <exception cref="FormatException">The elements do not make exactly that many bytes.</exception>
    public static void Decode(ReadOnlySpan<byte> elements, Span<byte> destination)
    {
        int from = 0, to = 0;
        while (from < elements.Length)
        {
            var tag = elements[from++];
            if ((tag & 3) == 0) Literal(elements, ref from, tag >> 2, destination, ref to);
            else Copy(elements, ref from, tag, destination, ref to);
        }

        if (to != destination.Length)
            throw new FormatException($"snappy: {to} bytes where {destination.Length} were promised");
    }

    private static void Literal(
        ReadOnlySpan<byte> elements, ref int from, int length, Span<byte> destination, ref int to)
    {
        if (length >= 60)
        {
            var width = length - 59;
            if (elements.Length - from < width) throw Short();
            uint stored = 0;
            for (var i = 0; i < width; i++) stored |= (uint)elements[from + i] << (8 * i);
            from += width;
            if (stored >= int.MaxValue) throw Short();
            length = (int)stored;
        }

        length++;
        if (length > elements.Length - from || length > destination.Length - to) throw Short();
        elements.Slice(from, length).CopyTo(destination[to..]);
        from += length;
        to += length;
    }

    private static void Copy(
        ReadOnlySpan<byte> elements, ref int from, byte tag, Span<byte> destination, ref int to)
    {
        var width = (tag & 3) switch { 1 => 1, 2 => 2, _ => 4 };
        if (elements.Length - from < width) throw Short();
        var length = width == 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
        var offset = width switch
        {
            1 => ((uint)(tag >> 5) << 8) | elements[from],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(elements[from..]),
            _ => BinaryPrimitives.ReadUInt32LittleEndian(elements[from..]),
        };
        from += width;
        if (offset == 0 || offset > (uint)to || length > destination.Length - to) throw Short();
        var source = to - (int)offset;
        if (offset >= length)
        {
            destination.Slice(source, length).CopyTo(destination[to..]);
        }
        else
        {
            // The copy reads what it writes: a run that repeats.
            for (var i = 0; i < length; i++) destination[to + i] = destination[source + i];
        }

        to += length;
    }

    private static FormatException Short() => new("snappy: an element reaches outside the block");
}
