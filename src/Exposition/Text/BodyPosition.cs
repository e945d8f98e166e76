using System.Text;

namespace Hotaru.Exposition;

/// <summary>Turns an offset into line and column; only errors pay for it.</summary>
internal static class BodyPosition
{
    private const int LongestShown = 40;

    public static ExpositionException Error(ReadOnlySpan<byte> body, int offset, string what)
    {
        offset = Math.Min(offset, body.Length);
        var before = body[..offset];
        var line = before.Count((byte)'\n') + 1;
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new ExpositionException(what, line, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }

    public static ExpositionException Unexpected(ReadOnlySpan<byte> body, int offset, string expected) =>
        Error(body, offset, $"expected {expected}, got {Shown(body, offset)}");

    /// <summary>The text from an offset to the end of its line, cut where it is long.</summary>
    public static string Shown(ReadOnlySpan<byte> body, int offset)
    {
        if (offset >= body.Length) return "the end of the body";
        var rest = body[offset..];
        var end = rest.IndexOf((byte)'\n');
        if (end == 0) return "the end of the line";
        if (end > 0) rest = rest[..end];
        return Quoted(rest);
    }

    public static string Quoted(ReadOnlySpan<byte> text)
    {
        var isCut = text.Length > LongestShown;
        var shown = Encoding.UTF8.GetString(isCut ? text[..LongestShown] : text);
        return Hotaru.Model.GoText.Quote(isCut ? shown + "..." : shown);
    }
}
