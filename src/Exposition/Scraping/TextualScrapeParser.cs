using System.Text.Unicode;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>
/// What the parsers of both text forms share: where the entry's parts stand, and how they are decoded.
/// </summary>
internal abstract class TextualScrapeParser : ScrapeParser
{
    private readonly ReadOnlyMemory<byte> _body;

    protected TextualScrapeParser(ReadOnlyMemory<byte> body, bool isLenient)
    {
        _body = body;
        Scanner = new LabelScanner(body, isLenient);
    }

    protected LabelScanner Scanner { get; }

    protected ReadOnlySpan<byte> Body => _body.Span;

    protected int SeriesStart { get; set; }

    protected int SeriesEnd { get; set; }

    protected TextRange Family { get; set; }

    protected TextRange Text { get; set; }

    /// <summary>Whether \" is an escape in HELP texts too.</summary>
    protected abstract bool HelpEscapesQuotes { get; }

    public override ReadOnlySpan<byte> Series => Body[SeriesStart..SeriesEnd];

    public override ReadOnlySpan<byte> FamilyBytes => Family.Of(Body);

    public override ReadOnlySpan<byte> TextBytes => Text.Of(Body);

    public override string ReadFamily() => Decode(Family, "metric name");

    public override string ReadText()
    {
        var text = TextBytes;
        return text.Contains((byte)'\\') ? Escapes.Undo(text, HelpEscapesQuotes) : TextPool.Get(text);
    }

    public override Labels ReadLabels()
    {
        var found = Scanner.Labels;
        var labels = new Label[found.Length + 1];
        var name = Decode(Scanner.Name, "metric name");
        if (name.Length == 0) throw Error(SeriesStart, "the metric name is empty");
        labels[0] = new Label(LabelNames.MetricName, name);
        for (var i = 0; i < found.Length; i++)
        {
            var labelName = Decode(found[i].Name, "label name");
            labels[i + 1] = new Label(labelName, Canonical(labelName, Decode(found[i].Value, "label value")));
        }

        Array.Sort(labels, static (a, b) => Labels.CompareText(a.Name, b.Name));
        for (var i = 1; i < labels.Length; i++)
        {
            if (labels[i - 1].Name == labels[i].Name)
                throw Error(SeriesStart, $"label {GoText.Quote(labels[i].Name)} comes twice");
        }

        return Labels.FromSorted(labels);
    }

    /// <summary>le of histograms and quantile of summaries: the same number makes the same series.</summary>
    private string Canonical(string name, string value) => Type switch
    {
        MetricType.Histogram when name == LabelNames.Bucket => FloatText.Canonical(value),
        MetricType.Summary when name == LabelNames.Quantile => FloatText.Canonical(value),
        _ => value,
    };

    protected string Decode(TextRange range, string what)
    {
        var text = range.Of(Body);
        if (!Utf8.IsValid(text)) throw Error(range.Start, $"the {what} is not valid UTF-8");
        return range.IsEscaped ? Escapes.Undo(text, quotes: true) : TextPool.Get(text);
    }

    protected double ReadFloat(ReadOnlySpan<byte> text, int start, int end, string what)
    {
        if (!FloatText.TryParse(text[start..end], out var value))
            throw Error(start, $"{BodyPosition.Quoted(text[start..end])} is not a {what}");
        return double.IsNaN(value) ? BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits) : value;
    }

    protected void RequireUtf8Text()
    {
        if (!Utf8.IsValid(TextBytes)) throw Error(Text.Start, "the help text is not valid UTF-8");
    }

    protected ExpositionException Error(int at, string what) => BodyPosition.Error(Body, at, what);
}
