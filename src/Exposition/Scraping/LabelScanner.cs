using System.Text.Unicode;

namespace Hotaru.Exposition;

/// <summary>
/// The part of a line that both text forms share: names, quoted texts and label sets. It moves through the
/// body and notes where things stand; nothing is decoded here.
/// </summary>
/// <param name="isLenient">
/// Text 0.0.4: blanks between tokens, no comma needed between labels, newlines within quotes. OpenMetrics:
/// none.
/// </param>
internal sealed class LabelScanner(ReadOnlyMemory<byte> body, bool isLenient)
{
    private LabelRange[] _labels = new LabelRange[16];

    public int Position { get; set; }

    /// <summary>The name of the metric; an end before the start where none was found yet.</summary>
    public TextRange Name { get; private set; }

    public bool HasName => Name.Start >= 0;

    public int Count { get; private set; }

    public ReadOnlySpan<LabelRange> Labels => _labels.AsSpan(0, Count);

    public void Start(TextRange name)
    {
        Name = name;
        Count = 0;
    }

    public void StartWithoutName() => Start(new TextRange(-1, -1, false));

    /// <summary>The byte at the position, or -1 at the end.</summary>
    public int Peek(ReadOnlySpan<byte> text) => Position < text.Length ? text[Position] : -1;

    public void SkipBlanks(ReadOnlySpan<byte> text)
    {
        if (!isLenient) return;
        while (Position < text.Length && text[Position] is (byte)' ' or (byte)'\t') Position++;
    }

    /// <summary>A metric name without quotes, [a-zA-Z_:][a-zA-Z0-9_:]*; empty where none is here.</summary>
    public TextRange ReadBareName(ReadOnlySpan<byte> text, bool colons)
    {
        var start = Position;
        while (Position < text.Length && IsNameByte(text[Position], colons, Position > start)) Position++;
        return new TextRange(start, Position, false);
    }

    /// <summary>A metric name with or without quotes, behind HELP, TYPE and UNIT.</summary>
    public TextRange ReadFamilyName(ReadOnlySpan<byte> text, string keyword)
    {
        if (Peek(text) == '"') return ReadQuoted(text);
        var name = ReadBareName(text, colons: true);
        if (name.Start == name.End) throw Unexpected(text, $"a metric name after {keyword}");
        return name;
    }

    /// <summary>What stands between the quotes; the position is at the opening one.</summary>
    public TextRange ReadQuoted(ReadOnlySpan<byte> text)
    {
        var opening = Position;
        var escaped = false;
        var i = opening + 1;
        while (true)
        {
            var rest = text[i..];
            var next = isLenient
                ? rest.IndexOfAny((byte)'"', (byte)'\\')
                : rest.IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            if (next < 0 || text[i + next] == '\n' || (text[i + next] == '\\' && i + next + 1 >= text.Length))
                throw BodyPosition.Error(text, opening, "the quotes that open here are not closed");
            i += next;
            if (text[i] == '"') break;
            if (text[i + 1] == '\n') throw BodyPosition.Error(text, i, "a backslash at the end of a line");
            escaped = true;
            i += 2;
        }

        Position = i + 1;
        return new TextRange(opening + 1, i, escaped);
    }

    /// <summary>Reads up to and with the closing brace; the position is behind the opening one.</summary>
    /// <param name="mayHoldName">Whether a quoted text alone may stand here as the name of the
    /// metric.</param>
    public void ReadLabels(bool mayHoldName)
    {
        var text = body.Span;
        while (true)
        {
            SkipBlanks(text);
            if (Peek(text) == '}')
            {
                Position++;
                return;
            }

            ReadLabel(text, mayHoldName);
        }
    }

    public ExpositionException Unexpected(ReadOnlySpan<byte> text, string expected) =>
        BodyPosition.Unexpected(text, Position, expected);

    private void ReadLabel(ReadOnlySpan<byte> text, bool mayHoldName)
    {
        var at = Position;
        var isQuoted = Peek(text) == '"';
        var name = isQuoted ? ReadQuoted(text) : ReadBareName(text, colons: false);
        if (!isQuoted && name.Start == name.End) throw Unexpected(text, "a label name");
        SkipBlanks(text);
        if (isQuoted && Peek(text) is ',' or '}')
        {
            if (!mayHoldName) throw Unexpected(text, "= after the label name");
            if (HasName) throw BodyPosition.Error(text, at, "the metric has a name already");
            Name = name;
            if (Peek(text) == ',') Position++;
            return;
        }

        if (Peek(text) != '=') throw Unexpected(text, "= after the label name");
        Position++;
        SkipBlanks(text);
        if (Peek(text) != '"') throw Unexpected(text, "a label value in double quotes");
        at = Position;
        var value = ReadQuoted(text);
        if (!Utf8.IsValid(value.Of(text)))
            throw BodyPosition.Error(text, at, "the label value is not valid UTF-8");
        Add(new LabelRange(name, value));
        SkipBlanks(text);
        if (Peek(text) == ',') Position++;
        else if (!isLenient && Peek(text) != '}')
            throw Unexpected(text, "a comma or } after the label value");
    }

    private void Add(LabelRange label)
    {
        if (Count == _labels.Length) Array.Resize(ref _labels, Count * 2);
        _labels[Count++] = label;
    }

    private static bool IsNameByte(byte b, bool colons, bool digits) =>
        b is >= (byte)'a' and <= (byte)'z' or >= (byte)'A' and <= (byte)'Z' or (byte)'_'
        || (colons && b == ':') || (digits && b is >= (byte)'0' and <= (byte)'9');
}
