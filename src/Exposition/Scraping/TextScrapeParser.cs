using System.Buffers.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Text 0.0.4 as the Prometheus server takes it: blanks between tokens, no newline needed at the end, whole
/// milliseconds as timestamps.
/// </summary>
internal sealed class TextScrapeParser(ReadOnlyMemory<byte> body) : TextualScrapeParser(body, isLenient: true)
{
    protected override bool HelpEscapesQuotes => false;

    public override bool Next()
    {
        var text = Body;
        while (true)
        {
            Scanner.SkipBlanks(text);
            switch (Scanner.Peek(text))
            {
                case -1:
                    Kind = EntryKind.None;
                    return false;
                case '\n':
                    Scanner.Position++;
                    continue;
                case '#':
                    if (ReadComment(text)) return true;
                    continue;
                default:
                    ReadSample(text);
                    return true;
            }
        }
    }

    public override Exemplar? NextExemplar() => null;

    public override long ReadStartTimestampMs() => 0;

    /// <summary>A HELP or TYPE line is an entry; every other comment is passed over.</summary>
    private bool ReadComment(ReadOnlySpan<byte> text)
    {
        var hash = Scanner.Position++;
        Scanner.SkipBlanks(text);
        var isSpaced = Scanner.Position > hash + 1;
        var keyword = text[Scanner.Position..];
        var isHelp = keyword.StartsWith("HELP"u8);
        var isKeyword = isSpaced && (isHelp || keyword.StartsWith("TYPE"u8))
            && keyword.Length > 4 && keyword[4] is (byte)' ' or (byte)'\t';
        if (!isKeyword)
        {
            Scanner.Position = EndOfLine(text);
            return false;
        }

        Scanner.Position += 4;
        Scanner.SkipBlanks(text);
        Family = Scanner.ReadFamilyName(text, isHelp ? "HELP" : "TYPE");
        var end = EndOfLine(text);
        // One byte parts name and text, whichever it is; a rest of blanks only is no text.
        var rest = text[Scanner.Position..end];
        var isEmpty = rest.IndexOfAnyExcept((byte)' ', (byte)'\t') < 0;
        Text = isEmpty ? new TextRange(end, end, false) : new TextRange(Scanner.Position + 1, end, false);
        Scanner.Position = end;
        Kind = isHelp ? EntryKind.Help : EntryKind.Type;
        if (isHelp) RequireUtf8Text();
        else Type = TypeOf(TextBytes);
        return true;
    }

    private MetricType TypeOf(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("counter"u8) ? MetricType.Counter
        : text.SequenceEqual("gauge"u8) ? MetricType.Gauge
        : text.SequenceEqual("histogram"u8) ? MetricType.Histogram
        : text.SequenceEqual("summary"u8) ? MetricType.Summary
        : text.SequenceEqual("untyped"u8) ? MetricType.Unknown
        : throw Error(Text.Start, $"{BodyPosition.Quoted(text)} is not a metric type");

    private void ReadSample(ReadOnlySpan<byte> text)
    {
        SeriesStart = Scanner.Position;
        if (Scanner.Peek(text) == '{')
        {
            Scanner.StartWithoutName();
            ReadBraces();
        }
        else
        {
            var name = Scanner.ReadBareName(text, colons: true);
            if (name.Start == name.End) throw Scanner.Unexpected(text, "a metric name or a comment");
            Scanner.Start(name);
            SeriesEnd = Scanner.Position;
            Scanner.SkipBlanks(text);
            if (Scanner.Peek(text) == '{') ReadBraces();
        }

        if (!Scanner.HasName) throw Error(SeriesStart, "the metric has no name");
        Scanner.SkipBlanks(text);
        ReadValue(text);
        Kind = EntryKind.Sample;
    }

    private void ReadBraces()
    {
        Scanner.Position++;
        Scanner.ReadLabels(mayHoldName: true);
        SeriesEnd = Scanner.Position;
    }

    private void ReadValue(ReadOnlySpan<byte> text)
    {
        var start = Scanner.Position;
        var length = text[start..].IndexOfAny(" \t\n{"u8);
        var end = length < 0 ? text.Length : start + length;
        if (start == end) throw Scanner.Unexpected(text, "a value");
        Value = ReadFloat(text, start, end, "float");
        Scanner.Position = end;
        Scanner.SkipBlanks(text);
        TimestampMs = null;
        if (Scanner.Peek(text) is -1 or '\n') return;
        if (!Utf8Parser.TryParse(text[Scanner.Position..], out long timestamp, out var consumed)
            || text[Scanner.Position] is < (byte)'0' or > (byte)'9')
        {
            throw Scanner.Unexpected(text, "a timestamp in whole milliseconds or the end of the line");
        }

        TimestampMs = timestamp;
        Scanner.Position += consumed;
        Scanner.SkipBlanks(text);
        if (Scanner.Peek(text) is not (-1 or '\n')) throw Scanner.Unexpected(text, "the end of the line");
    }

    private int EndOfLine(ReadOnlySpan<byte> text)
    {
        var length = text[Scanner.Position..].IndexOf((byte)'\n');
        return length < 0 ? text.Length : Scanner.Position + length;
    }
}
