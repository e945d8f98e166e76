using System.Globalization;
using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Rules;

/// <summary>
/// Series as tests write them: <c>name{label="value"}</c>, and values <c>1 2 _ stale 1+2x3 5x2
/// {{count:1}}</c>. Source: the unit-testing page of Prometheus.
/// </summary>
public static class SeriesNotation
{
    /// <summary>The most values one item may stand for.</summary>
    private const int MaxRepeats = 1_000_000;

    /// <exception cref="FormatException">The text is not a series.</exception>
    public static Labels Series(string text)
    {
        if (text.Trim() is "" or "{}") return Labels.Empty;
        IReadOnlyList<Matcher> matchers;
        try
        {
            matchers = PromqlParser.ParseSelector(text);
        }
        catch (PromqlParseException e)
        {
            throw new FormatException(e.Message, e);
        }

        var labels = new LabelsBuilder();
        foreach (var matcher in matchers)
        {
            if (matcher.Operator != MatchOperator.Equal)
                throw new FormatException($"{GoText.Quote(text)} is no series: only = can stand there");
            labels.Set(matcher.Name, matcher.Value);
        }

        return labels.Build();
    }

    /// <exception cref="FormatException">An item is no value.</exception>
    public static IReadOnlyList<SeriesValue> Values(string text)
    {
        var values = new List<SeriesValue>();
        foreach (var item in Items(text)) AddItem(values, item);
        return values;
    }

    /// <summary>Splits at spaces, but not within the braces of a histogram.</summary>
    private static IEnumerable<string> Items(string text)
    {
        var start = -1;
        var depth = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (c == '{') depth++;
            else if (c == '}') depth--;
            if (char.IsWhiteSpace(c) && (depth <= 0 || i == text.Length))
            {
                if (start >= 0) yield return text[start..i];
                start = -1;
            }
            else if (start < 0) start = i;
        }
    }

    private static void AddItem(List<SeriesValue> values, string item)
    {
        if (item.StartsWith("{{", StringComparison.Ordinal))
        {
            values.AddRange(HistogramNotation.Item(item));
            return;
        }

        var (body, repeats) = SplitRepeats(item);
        if (body == "_")
        {
            for (var i = 0; i < (repeats ?? 1); i++) values.Add(new SeriesValue(true, 0));
            return;
        }

        if (body == "stale")
        {
            Repeat(values, StaleMarker.Value, 0, repeats ?? 0);
            return;
        }

        var (start, step) = SplitStep(item, body);
        if (step is not null && repeats is null) throw Bad(item);
        Repeat(values, Number(item, start), step is null ? 0 : Number(item, step), repeats ?? 0);
    }

    /// <summary>x5 behind a value: the value, and five more.</summary>
    internal static (string Body, int? Repeats) SplitRepeats(string item)
    {
        var times = item.LastIndexOf('x');
        if (times < 0) return (item, null);
        if (!int.TryParse(item.AsSpan(times + 1), NumberStyles.None, CultureInfo.InvariantCulture,
            out var repeats)
            || repeats > MaxRepeats)
            throw Bad(item);
        return (item[..times], repeats);
    }

    private static void Repeat(List<SeriesValue> values, double value, double step, int times)
    {
        for (var i = 0; i <= times; i++)
        {
            values.Add(new SeriesValue(false, value));
            if (step != 0) value += step;
        }
    }

    /// <summary>The sign that begins a step is not the first character and not part of an exponent.</summary>
    private static (string Start, string? Step) SplitStep(string item, string body)
    {
        if (body.Length == 0) throw Bad(item);
        for (var i = 1; i < body.Length; i++)
        {
            if (body[i] is '+' or '-' && body[i - 1] is not ('e' or 'E')) return (body[..i], body[i..]);
        }

        return (body, null);
    }

    internal static double Number(string item, string text)
    {
        var sign = text.StartsWith('-') ? -1 : 1;
        var digits = text[0] is '+' or '-' ? text[1..] : text;
        if (digits.Equals("inf", StringComparison.OrdinalIgnoreCase)) return sign * double.PositiveInfinity;
        if (digits.Equals("nan", StringComparison.OrdinalIgnoreCase)) return double.NaN;
        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(digits, styles, CultureInfo.InvariantCulture, out var value)) return sign * value;
        throw Bad(item);
    }

    internal static FormatException Bad(string item) => new($"{GoText.Quote(item)} is no value of a series");
}
