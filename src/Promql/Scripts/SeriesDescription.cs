using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// A series with points as test scripts and rule unit tests write it: <c>up{job="a"} 0 1+2x3 _ stale</c>.
/// </summary>
public sealed record SeriesDescription(Labels Labels, IReadOnlyList<SequenceValue> Values)
{
    /// <exception cref="PromqlParseException">The text is not a series description.</exception>
    public static SeriesDescription Parse(string text)
    {
        var metric = new MetricParser(text);
        var labels = metric.Parse();
        var values = new SequenceParser(text, metric.End).Parse();
        return new SeriesDescription(labels, values);
    }

    /// <summary>Parses a series without points.</summary>
    /// <exception cref="PromqlParseException">The text is not a series.</exception>
    public static Labels ParseLabels(string text)
    {
        var metric = new MetricParser(text);
        var labels = metric.Parse();
        if (text.AsSpan(metric.End).Trim().IsEmpty) return labels;
        throw new PromqlParseException(
            text, new TextRange(metric.End, text.Length), "unexpected text after the series");
    }

    /// <summary>Parses points alone, the values of a rule unit test's input series.</summary>
    /// <exception cref="PromqlParseException">The text is not a sequence of points.</exception>
    public static IReadOnlyList<SequenceValue> ParseValues(string text) =>
        new SequenceParser(text, 0).Parse();
}
