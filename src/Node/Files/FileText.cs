using System.Text;

namespace Hotaru.Node;

/// <summary>
/// The content of a file in a buffer that is kept for the next one. Not for concurrent use.
/// </summary>
public sealed class FileText
{
    private byte[] _bytes = new byte[512];

    public int Length { get; set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>The content without white space at its ends.</summary>
    public ReadOnlySpan<byte> Trimmed => Span.Trim(" \t\n\r\0"u8);

    /// <summary>The whole content as a number, or NaN where it is none.</summary>
    public double Number => KernelText.Number(Trimmed);

    /// <summary>At least so many bytes of free room behind the content.</summary>
    public Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        return _bytes.AsSpan(Length);
    }

    public void Set(ReadOnlySpan<byte> content)
    {
        Length = 0;
        content.CopyTo(Room(content.Length));
        Length = content.Length;
    }

    public override string ToString() => Encoding.UTF8.GetString(Trimmed);
}
