using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Native histograms as scripts write them: <c>schema:1 sum:3 count:22 buckets:[5 10 7]</c>.
/// </summary>
internal static class HistogramLiteral
{
    /// <param name="text">What stands between the double braces.</param>
    /// <exception cref="FormatException">A key is not known or comes twice, or a value is not
    /// right.</exception>
    public static (FloatHistogram Histogram, bool HintGiven) Parse(string text)
    {
        var histogram = new FloatHistogram();
        int offset = 0, negativeOffset = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Parts(text))
        {
            if (!seen.Add(key)) throw new FormatException($"duplicate key \"{key}\" in histogram");
            switch (key)
            {
                case "schema": histogram.Schema = Integer(value); break;
                case "sum": histogram.Sum = Number(value); break;
                case "count": histogram.Count = Number(value); break;
                case "z_bucket": histogram.ZeroCount = Number(value); break;
                case "z_bucket_w": histogram.ZeroThreshold = Number(value); break;
                case "custom_values": histogram.CustomValues = Numbers(value); break;
                case "buckets": histogram.PositiveBuckets = Numbers(value); break;
                case "n_buckets": histogram.NegativeBuckets = Numbers(value); break;
                case "offset": offset = Integer(value); break;
                case "n_offset": negativeOffset = Integer(value); break;
                case "counter_reset_hint": histogram.CounterResetHint = Hint(value); break;
                default: throw new FormatException($"bad histogram descriptor found: {Go.Quote(key)}");
            }
        }

        histogram.PositiveSpans = Spans(offset, histogram.PositiveBuckets);
        histogram.NegativeSpans = Spans(negativeOffset, histogram.NegativeBuckets);
        return (histogram, seen.Contains("counter_reset_hint"));
    }

    private static HistogramSpan[] Spans(int offset, double[] buckets) =>
        buckets.Length == 0 ? [] : [new HistogramSpan(offset, buckets.Length)];

    private static IEnumerable<(string Key, string Value)> Parts(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (text[i] is ' ' or '\t')
            {
                i++;
                continue;
            }

            var colon = text.IndexOf(':', i);
            if (colon < 0) throw new FormatException("missing `:` for histogram descriptor");
            var key = text[i..colon];
            var isList = colon + 1 < text.Length && text[colon + 1] == '[';
            var end = isList ? text.IndexOf(']', colon) + 1 : text.IndexOf(' ', colon);
            if (isList && end == 0) throw new FormatException("a list of buckets is not closed with ]");
            if (end < 0) end = text.Length;
            yield return (key, text[(colon + 1)..end]);
            i = end;
        }
    }

    private static int Integer(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"{Go.Quote(text)} is not a whole number");

    private static double Number(string text)
    {
        var negative = text.StartsWith('-');
        var unsigned = negative || text.StartsWith('+') ? text[1..] : text;
        if (!NumberText.TryParse(unsigned, out var value))
            throw new FormatException($"{Go.Quote(text)} is not a number");
        return negative ? -value : value;
    }

    private static double[] Numbers(string text) =>
        [.. text.Trim('[', ']').Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static CounterResetHint Hint(string text) => text switch
    {
        "unknown" => CounterResetHint.Unknown,
        "reset" => CounterResetHint.Reset,
        "not_reset" => CounterResetHint.NotReset,
        "gauge" => CounterResetHint.Gauge,
        _ => throw new FormatException($"{Go.Quote(text)} is not a counter reset hint"),
    };
}
