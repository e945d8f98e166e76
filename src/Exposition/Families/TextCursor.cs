using System.Text;
using System.Text.Unicode;

namespace Hotaru.Exposition;

/// <summary>
/// Reads the tokens of pushed text. Running into the end of the body within a line is an error.
/// </summary>
internal sealed class TextCursor(ReadOnlyMemory<byte> body)
{
    private byte[] _unescaped = [];

    public int Position { get; set; }

    public bool AtEnd(ReadOnlySpan<byte> text) => Position >= text.Length;

    public byte Peek(ReadOnlySpan<byte> text) => Position < text.Length ? text[Position] : throw Truncated();

    public void SkipBlanks(ReadOnlySpan<byte> text)
    {
        while (Position < text.Length && text[Position] is (byte)' ' or (byte)'\t') Position++;
    }

    public bool TrySkipNewline(ReadOnlySpan<byte> text)
    {
        if (Peek(text) != '\n') return false;
        Position++;
        return true;
    }

    public void SkipLine(ReadOnlySpan<byte> text) => ReadLine(text);

    /// <summary>The rest of the line without its newline, which is passed over.</summary>
    public ReadOnlySpan<byte> ReadLine(ReadOnlySpan<byte> text)
    {
        var length = text[Position..].IndexOf((byte)'\n');
        if (length < 0) throw Truncated();
        var line = text.Slice(Position, length);
        Position += length + 1;
        return line;
    }

    /// <summary>Everything up to a blank, a tab or a newline, of which one must come.</summary>
    public ReadOnlySpan<byte> ReadToBlank(ReadOnlySpan<byte> text)
    {
        var length = text[Position..].IndexOfAny((byte)' ', (byte)'\t', (byte)'\n');
        if (length < 0) throw Truncated();
        var token = text.Slice(Position, length);
        Position += length;
        return token;
    }

    /// <summary>A name with or without quotes; empty where there is none.</summary>
    public string ReadName(ReadOnlySpan<byte> text, bool colons)
    {
        if (Peek(text) == '"') return ReadQuoted(text, "name");
        var start = Position;
        while (IsNameByte(Peek(text), colons, Position > start)) Position++;
        return TextPool.Get(text[start..Position]);
    }

    /// <summary>A text in quotes, in one line, with the escapes \\, \" and \n and no others.</summary>
    public string ReadQuoted(ReadOnlySpan<byte> text, string what)
    {
        var opening = Position++;
        var length = text[Position..].IndexOfAny("\"\\\n"u8);
        if (length < 0) throw Truncated();
        if (text[Position + length] != '"') return ReadEscaped(text, opening, what);
        var plain = text.Slice(Position, length);
        if (!Utf8.IsValid(plain)) throw BodyPosition.Error(text, opening, $"the {what} is not valid UTF-8");
        Position += length + 1;
        return TextPool.Get(plain);
    }

    /// <summary>A help text: the rest of the line with its escapes undone.</summary>
    public string ReadHelp(ReadOnlySpan<byte> text)
    {
        var start = Position;
        var line = ReadLine(text);
        if (!line.Contains((byte)'\\')) return Decode(text, line, start);
        var target = Buffer(line.Length);
        var length = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '\\') target[length++] = line[i];
            else if (++i < line.Length) target[length++] = UnescapeHelp(text, line[i], start + i);
        }

        return Decode(text, target[..length], start);
    }

    private string ReadEscaped(ReadOnlySpan<byte> text, int opening, string what)
    {
        var end = text[Position..].IndexOf((byte)'\n');
        var target = Buffer(end < 0 ? text.Length - Position : end);
        var length = 0;
        while (Peek(text) != '"')
        {
            var b = text[Position++];
            if (b == '\n') throw BodyPosition.Error(text, opening, $"the {what} is not closed in its line");
            if (b == '\\') b = Unescape(text, Peek(text), Position++);
            target[length++] = b;
        }

        Position++;
        if (!Utf8.IsValid(target[..length]))
            throw BodyPosition.Error(text, opening, $"the {what} is not valid UTF-8");
        return TextPool.Get(target[..length]);
    }

    private static byte UnescapeHelp(ReadOnlySpan<byte> text, byte escaped, int at) =>
        escaped != '"'
            ? Unescape(text, escaped, at)
            : throw BodyPosition.Error(text, at - 1, "\\\" is not an escape in HELP");

    private static byte Unescape(ReadOnlySpan<byte> text, byte escaped, int at) => escaped switch
    {
        (byte)'\\' or (byte)'"' => escaped,
        (byte)'n' => (byte)'\n',
        _ => throw BodyPosition.Error(text, at - 1, $"\\{(char)escaped} is not an escape"),
    };

    private static string Decode(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part, int at) =>
        Utf8.IsValid(part)
            ? TextPool.Get(part) : throw BodyPosition.Error(text, at, "the help text is not valid UTF-8");

    private Span<byte> Buffer(int length)
    {
        if (_unescaped.Length < length) _unescaped = new byte[length];
        return _unescaped;
    }

    private ExpositionException Truncated() =>
        BodyPosition.Error(body.Span, body.Length, "the body ends within a line; it must end with a newline");

    private static bool IsNameByte(byte b, bool colons, bool digits) =>
        b is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'_'
        || (colons && b == ':') || (digits && b is >= (byte)'0' and <= (byte)'9');
}
