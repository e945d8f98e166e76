using System.Buffers.Text;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// Text 0.0.4 into whole families, line by line, with the strictness of the Go library that Pushgateway uses.
/// Every line must end with a newline.
/// </summary>
internal sealed class TextFamilyReader(ReadOnlyMemory<byte> body, bool allowUtf8Names)
{
    private readonly Dictionary<string, FamilyDraft> _families = new(StringComparer.Ordinal);
    private readonly List<FamilyDraft> _inOrder = [];
    private readonly TextCursor _cursor = new(body);
    private readonly LabelSetReader _labels = new(allowUtf8Names);
    private FamilyDraft? _family;
    private FamilyPart _part;

    public IReadOnlyList<MetricFamily> Read()
    {
        var text = body.Span;
        while (true)
        {
            _cursor.SkipBlanks(text);
            if (_cursor.AtEnd(text)) break;
            if (text[_cursor.Position] == '\n') _cursor.Position++;
            else if (text[_cursor.Position] == '#') ReadComment(text);
            else ReadSample(text);
        }

        var families = new List<MetricFamily>(_inOrder.Count);
        foreach (var family in _inOrder)
        {
            if (family.Metrics.Count > 0) families.Add(family.Build());
        }

        return families;
    }

    private void ReadComment(ReadOnlySpan<byte> text)
    {
        _cursor.Position++;
        _cursor.SkipBlanks(text);
        var keyword = _cursor.ReadToBlank(text);
        var isHelp = keyword.SequenceEqual("HELP"u8);
        if (!isHelp && !keyword.SequenceEqual("TYPE"u8))
        {
            _cursor.SkipLine(text);
            return;
        }

        _cursor.SkipBlanks(text);
        if (_cursor.TrySkipNewline(text)) return;
        var at = _cursor.Position;
        var name = _cursor.ReadName(text, colons: true);
        if (_cursor.TrySkipNewline(text)) return;
        if (_cursor.Peek(text) is not ((byte)' ' or (byte)'\t'))
            throw BodyPosition.Unexpected(text, at, $"a metric name after {(isHelp ? "HELP" : "TYPE")}");
        Enter(name, at);
        _cursor.SkipBlanks(text);
        if (_cursor.TrySkipNewline(text)) return;
        if (isHelp) ReadHelp(text);
        else ReadType(text);
    }

    private void ReadHelp(ReadOnlySpan<byte> text)
    {
        if (_family!.Help is not null)
            throw Error(text, $"a second HELP line for {GoText.Quote(_family.Name)}");
        _family.Help = _cursor.ReadHelp(text);
    }

    private void ReadType(ReadOnlySpan<byte> text)
    {
        if (_family!.Type is not null)
        {
            throw Error(
                text, $"a second TYPE line for {GoText.Quote(_family.Name)}, or TYPE behind its samples");
        }

        var at = _cursor.Position;
        var name = Encoding.UTF8.GetString(_cursor.ReadLine(text)).ToUpperInvariant();
        _family.Type = name switch
        {
            "COUNTER" => MetricType.Counter,
            "GAUGE" => MetricType.Gauge,
            "SUMMARY" => MetricType.Summary,
            "UNTYPED" => MetricType.Unknown,
            "HISTOGRAM" => MetricType.Histogram,
            _ => throw BodyPosition.Unexpected(text, at, "a metric type"),
        };
    }

    private void ReadSample(ReadOnlySpan<byte> text)
    {
        var at = _cursor.Position;
        _labels.Clear();
        if (text[at] == '{')
        {
            _cursor.Position++;
            var name = _labels.Read(_cursor, text, family: null);
            if (name is null) throw BodyPosition.Error(text, at, "the metric has no name");
            Enter(name, at);
            _labels.TakeParts(_family!, text, at);
        }
        else
        {
            if (text[at] == '"') throw BodyPosition.Unexpected(text, at, "a metric name");
            var name = _cursor.ReadName(text, colons: true);
            if (name.Length == 0) throw BodyPosition.Unexpected(text, at, "a metric name");
            Enter(name, at);
            _cursor.SkipBlanks(text);
            if (_cursor.Peek(text) == '{')
            {
                _cursor.Position++;
                _labels.Read(_cursor, text, _family);
                _labels.TakeParts(_family!, text, at);
            }
        }

        _family!.Type ??= MetricType.Unknown;
        _cursor.SkipBlanks(text);
        ReadValue(text);
    }

    private void ReadValue(ReadOnlySpan<byte> text)
    {
        var at = _cursor.Position;
        var token = _cursor.ReadToBlank(text);
        if (!FloatText.TryParse(token, out var value))
        {
            throw token.IsEmpty
                ? BodyPosition.Unexpected(text, at, "a value")
                : BodyPosition.Error(text, at, $"{BodyPosition.Quoted(token)} is not a float");
        }

        if (double.IsNaN(value)) value = BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits);
        var timestampMs = ReadTimestamp(text);
        var labels = _labels.Build();
        if (_family!.IsSummary) AddToSummary(_family.Draft(labels), value, timestampMs);
        else if (_family.IsHistogram) AddToHistogram(_family.Draft(labels), text, at, value, timestampMs);
        else _family.Metrics.Add(new ValueMetric(labels, value, timestampMs));
    }

    private long? ReadTimestamp(ReadOnlySpan<byte> text)
    {
        if (_cursor.TrySkipNewline(text)) return null;
        _cursor.SkipBlanks(text);
        var at = _cursor.Position;
        var token = _cursor.ReadToBlank(text);
        var digits = token.StartsWith("+"u8) ? token[1..] : token;
        if (!Utf8Parser.TryParse(digits, out long timestampMs, out var used) || used != digits.Length)
            throw BodyPosition.Unexpected(text, at, "a timestamp in whole milliseconds");
        if (!_cursor.TrySkipNewline(text))
            throw BodyPosition.Unexpected(text, _cursor.Position, "the end of the line after the timestamp");
        return timestampMs;
    }

    private void AddToSummary(MetricDraft draft, double value, long? timestampMs)
    {
        if (_part == FamilyPart.Count) draft.Count = value >= 0 ? Math.Truncate(value) : 0;
        else if (_part == FamilyPart.Sum) draft.Sum = value;
        else if (!double.IsNaN(_labels.Quantile)) draft.AddQuantile(_labels.Quantile, value);
        draft.TimestampMs = timestampMs ?? draft.TimestampMs;
    }

    private void AddToHistogram(
        MetricDraft draft, ReadOnlySpan<byte> text, int at, double value, long? timestampMs)
    {
        var isBucket = _part == FamilyPart.Whole && !double.IsNaN(_labels.Bucket);
        if ((isBucket || _part == FamilyPart.Count) && value < 0)
            throw BodyPosition.Error(text, at,
                $"a count of histogram {GoText.Quote(_family!.Name)} is negative");
        if (_part == FamilyPart.Count) draft.Count = value;
        else if (_part == FamilyPart.Sum) draft.Sum = value;
        else if (isBucket) draft.AddBucket(_labels.Bucket, value);
        draft.TimestampMs = timestampMs ?? draft.TimestampMs;
    }

    /// <summary>Finds the family of a name: itself, or the summary or histogram whose part it is.</summary>
    private void Enter(string name, int at)
    {
        _part = FamilyPart.Whole;
        if (_family?.Name == name) return;
        if (_families.TryGetValue(name, out _family)) return;
        var isValid = allowUtf8Names ? name.Length > 0 : LabelNames.IsLegacyValidMetric(name);
        if (!isValid)
            throw BodyPosition.Error(body.Span, at, $"{GoText.Quote(name)} is not a valid metric name");
        if (TryEnterOwner(name, "_count", FamilyPart.Count) || TryEnterOwner(name, "_sum", FamilyPart.Sum))
            return;
        if (TryEnterOwner(name, "_bucket", FamilyPart.Whole)) return;
        _family = new FamilyDraft(name);
        _families.Add(name, _family);
        _inOrder.Add(_family);
    }

    private bool TryEnterOwner(string name, string suffix, FamilyPart part)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) return false;
        if (!_families.TryGetValue(name[..^suffix.Length], out var owner)) return false;
        if (!owner.IsHistogram && !(owner.IsSummary && suffix != "_bucket")) return false;
        (_family, _part) = (owner, part);
        return true;
    }

    private ExpositionException Error(ReadOnlySpan<byte> text, string what) =>
        BodyPosition.Error(text, _cursor.Position, what);
}
