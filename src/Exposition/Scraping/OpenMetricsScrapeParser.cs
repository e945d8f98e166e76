using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// OpenMetrics 1.0 as the Prometheus server takes it: single blanks, no blank lines and no free comments,
/// seconds as timestamps, and "# EOF" as the last line.
/// </summary>
internal sealed class OpenMetricsScrapeParser : TextualScrapeParser
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly ScrapeParserOptions _options;
    private readonly LabelScanner _exemplarLabels;
    private Exemplar? _exemplar;
    private bool _hasExemplar;
    private double _exemplarValue;
    private long? _exemplarTimestampMs;
    private CreatedTable? _created;
    private int _familyStart;

    public OpenMetricsScrapeParser(ReadOnlyMemory<byte> body, ScrapeParserOptions options)
        : base(body, isLenient: false)
    {
        (_body, _options) = (body, options);
        _exemplarLabels = new LabelScanner(body, isLenient: false);
    }

    protected override bool HelpEscapesQuotes => true;

    public override bool Next()
    {
        var text = Body;
        do
        {
            switch (Scanner.Peek(text))
            {
                case -1:
                    throw Error(text.Length, "the body does not end with # EOF");
                case '#':
                    return ReadMetadata(text);
                default:
                    ReadSample(text);
                    break;
            }
        }
        while (_options.SkipCreatedSeries && IsCreated);

        return true;
    }

    public override Exemplar? NextExemplar()
    {
        if (!_hasExemplar) return null;
        _hasExemplar = false;
        var found = _exemplarLabels.Labels;
        var labels = new LabelsBuilder();
        foreach (var label in found)
            labels.Keep(Decode(label.Name, "label name"), Decode(label.Value, "label value"));
        return _exemplar = new Exemplar(labels.Build(), _exemplarValue, _exemplarTimestampMs);
    }

    public override long ReadStartTimestampMs()
    {
        if (Kind != EntryKind.Sample || !CountsFromAStart) return 0;
        _created ??= CreatedTable.Read(
            new OpenMetricsScrapeParser(_body, ScrapeParserOptions.Default) { Type = Type }, _familyStart);
        return _created.Find(Scanner, Body, Type);
    }

    /// <summary>For <see cref="CreatedTable"/>: goes to the line that begins at an offset.</summary>
    internal void MoveTo(int offset) => Scanner.Position = offset;

    internal LabelScanner Labels => Scanner;

    internal ReadOnlySpan<byte> Bytes => Body;

    internal bool IsCreated => CountsFromAStart && Scanner.Name.Of(Body).EndsWith("_created"u8);

    private bool CountsFromAStart => Type is MetricType.Counter or MetricType.Summary or MetricType.Histogram;

    private bool ReadMetadata(ReadOnlySpan<byte> text)
    {
        var line = text[Scanner.Position..];
        if (line.StartsWith("# EOF"u8))
        {
            var end = Scanner.Position + 5;
            if (end < text.Length && text[end] == '\n') end++;
            if (end < text.Length) throw Error(end, "there is more behind # EOF");
            Kind = EntryKind.None;
            return false;
        }

        Kind = line.StartsWith("# HELP "u8) ? EntryKind.Help
            : line.StartsWith("# TYPE "u8) ? EntryKind.Type
            : line.StartsWith("# UNIT "u8) ? EntryKind.Unit
            : throw Scanner.Unexpected(text, "# HELP, # TYPE, # UNIT or # EOF");
        Scanner.Position += 7;
        Family = Scanner.ReadFamilyName(text, Kind.ToString().ToUpperInvariant());
        if (Scanner.Peek(text) != ' ') throw Scanner.Unexpected(text, "a blank after the metric name");
        var length = text[Scanner.Position..].IndexOf((byte)'\n');
        if (length < 0) throw Error(text.Length, "the body does not end with # EOF");
        Text = new TextRange(Scanner.Position + 1, Scanner.Position + length, false);
        Scanner.Position += length + 1;
        (_familyStart, _created) = (Scanner.Position, null);
        if (Kind == EntryKind.Help) RequireUtf8Text();
        else if (Kind == EntryKind.Type) Type = TypeOf(TextBytes);
        else RequireUnitSuffix();
        return true;
    }

    private MetricType TypeOf(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("counter"u8) ? MetricType.Counter
        : text.SequenceEqual("gauge"u8) ? MetricType.Gauge
        : text.SequenceEqual("histogram"u8) ? MetricType.Histogram
        : text.SequenceEqual("gaugehistogram"u8) ? MetricType.GaugeHistogram
        : text.SequenceEqual("summary"u8) ? MetricType.Summary
        : text.SequenceEqual("info"u8) ? MetricType.Info
        : text.SequenceEqual("stateset"u8) ? MetricType.StateSet
        : text.SequenceEqual("unknown"u8) ? MetricType.Unknown
        : throw Error(Text.Start, $"{BodyPosition.Quoted(text)} is not a metric type");

    private void RequireUnitSuffix()
    {
        ReadOnlySpan<byte> name = FamilyBytes, unit = TextBytes;
        if (unit.IsEmpty) return;
        if (!name.EndsWith(unit) || name.Length < unit.Length + 1 || name[^(unit.Length + 1)] != '_')
            throw Error(Text.Start, $"the name {BodyPosition.Quoted(name)} does not end with its unit");
    }

    private void ReadSample(ReadOnlySpan<byte> text)
    {
        SeriesStart = Scanner.Position;
        _hasExemplar = false;
        if (Scanner.Peek(text) == '{') Scanner.StartWithoutName();
        else
        {
            var name = Scanner.ReadBareName(text, colons: true);
            if (name.Start == name.End) throw Scanner.Unexpected(text, "a metric name or # EOF");
            Scanner.Start(name);
        }

        if (Scanner.Peek(text) == '{')
        {
            Scanner.Position++;
            Scanner.ReadLabels(mayHoldName: true);
        }

        SeriesEnd = Scanner.Position;
        if (!Scanner.HasName) throw Error(SeriesStart, "the metric has no name");
        Value = ReadNumber(text, "a value", "float");
        ReadEnd(text);
        Kind = EntryKind.Sample;
    }

    private void ReadEnd(ReadOnlySpan<byte> text)
    {
        TimestampMs = null;
        if (Scanner.Peek(text) == ' ' && !AtExemplar(text)) TimestampMs = ReadSeconds(text);
        if (AtExemplar(text)) ReadExemplar(text);
        if (Scanner.Peek(text) < 0) throw Error(text.Length, "the body does not end with # EOF");
        if (Scanner.Peek(text) != '\n') throw Scanner.Unexpected(text, "the end of the line");
        Scanner.Position++;
    }

    private bool AtExemplar(ReadOnlySpan<byte> text) => text[Scanner.Position..].StartsWith(" # {"u8);

    private void ReadExemplar(ReadOnlySpan<byte> text)
    {
        _exemplarLabels.Position = Scanner.Position + 4;
        _exemplarLabels.StartWithoutName();
        _exemplarLabels.ReadLabels(mayHoldName: false);
        Scanner.Position = _exemplarLabels.Position;
        _exemplarValue = ReadNumber(text, "the exemplar's value", "float");
        _exemplarTimestampMs = Scanner.Peek(text) == ' ' ? ReadSeconds(text) : null;
        _hasExemplar = true;
    }

    private long ReadSeconds(ReadOnlySpan<byte> text)
    {
        var at = Scanner.Position + 1;
        var seconds = ReadNumber(text, "a timestamp", "timestamp in seconds");
        if (!double.IsFinite(seconds)) throw Error(at, "a timestamp must be a finite number of seconds");
        return (long)(seconds * 1000);
    }

    /// <summary>One blank, then everything up to the next blank or the end of the line.</summary>
    private double ReadNumber(ReadOnlySpan<byte> text, string expected, string what)
    {
        if (Scanner.Peek(text) != ' ') throw Scanner.Unexpected(text, $"a blank and {expected}");
        var start = ++Scanner.Position;
        var length = text[start..].IndexOfAny((byte)' ', (byte)'\n');
        var end = length < 0 ? text.Length : start + length;
        if (start == end) throw Scanner.Unexpected(text, expected);
        Scanner.Position = end;
        return ReadFloat(text, start, end, what);
    }
}
