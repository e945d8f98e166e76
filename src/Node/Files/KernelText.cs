using System.Buffers.Text;

namespace Hotaru.Node;

/// <summary>
/// Reads the plain texts of /proc and /sys: lines, fields between blanks, decimal and hex numbers.
/// </summary>
internal static class KernelText
{
    /// <summary>A decimal or 0x number, NaN where it is none.</summary>
    public static double Number(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("0x"u8)) return Hex(text[2..]);
        if (Utf8Parser.TryParse(text, out long whole, out var used) && used == text.Length) return whole;
        if (Utf8Parser.TryParse(text, out double number, out used) && used == text.Length) return number;
        return double.NaN;
    }

    public static double Hex(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out ulong number, out var used, 'x')
            && used == text.Length ? number : double.NaN;

    /// <summary>Takes the next line from the text; false at its end.</summary>
    public static bool NextLine(scoped ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        if (text.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = text.IndexOf((byte)'\n');
        line = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return true;
    }

    /// <summary>Takes the next field between blanks from the line; false at its end.</summary>
    public static bool NextField(scoped ref ReadOnlySpan<byte> line, out ReadOnlySpan<byte> field)
    {
        line = line.TrimStart(" \t"u8);
        var end = line.IndexOfAny((byte)' ', (byte)'\t');
        field = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[end..];
        return !field.IsEmpty;
    }

    /// <summary>The next field as a number; NaN where there is none.</summary>
    public static double NextNumber(ref ReadOnlySpan<byte> line) =>
        NextField(ref line, out var field) ? Number(field) : double.NaN;

    /// <summary>Fills the numbers with the fields of the line and returns how many there were.</summary>
    public static int Numbers(ReadOnlySpan<byte> line, Span<double> numbers)
    {
        var count = 0;
        while (count < numbers.Length && NextField(ref line, out var field)) numbers[count++] = Number(field);
        return count;
    }
}
