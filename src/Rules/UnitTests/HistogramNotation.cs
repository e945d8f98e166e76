using System.Globalization;
using System.Text;
using Hotaru.Model;
using Hotaru.Templating;

namespace Hotaru.Rules;

/// <summary>Native histograms as tests write them: <c>{{schema:1 count:3 sum:5 buckets:[1 2]}}</c>.</summary>
public static class HistogramNotation
{
    /// <summary>One item of a series: a histogram, repeated, with or without a step.</summary>
    internal static IEnumerable<SeriesValue> Item(string item)
    {
        var end = item.IndexOf("}}", StringComparison.Ordinal);
        if (end < 0) throw SeriesNotation.Bad(item);
        var first = Parse(item[..(end + 2)]);
        var rest = item[(end + 2)..];
        if (rest.Length == 0) return [new SeriesValue(false, 0, first)];
        if (rest[0] == 'x')
            return Enumerable.Repeat(new SeriesValue(false, 0, first), Repeats(item, rest) + 1);
        var close = rest.IndexOf("}}", StringComparison.Ordinal);
        if (rest[0] is not ('+' or '-') || close < 0) throw SeriesNotation.Bad(item);
        var step = Parse(rest[1..(close + 2)]);
        return Steps(item, first, step, rest[0] == '+' ? 1 : -1, Repeats(item, rest[(close + 2)..]));
    }

    /// <exception cref="FormatException">The text is no histogram.</exception>
    public static FloatHistogram Parse(string text)
    {
        var histogram = new FloatHistogram();
        var (offset, negativeOffset) = (0, 0);
        foreach (var (key, value) in Fields(text))
        {
            switch (key)
            {
                case "schema": histogram.Schema = Whole(text, value); break;
                case "sum": histogram.Sum = SeriesNotation.Number(text, value); break;
                case "count": histogram.Count = SeriesNotation.Number(text, value); break;
                case "z_bucket": histogram.ZeroCount = SeriesNotation.Number(text, value); break;
                case "z_bucket_w": histogram.ZeroThreshold = SeriesNotation.Number(text, value); break;
                case "custom_values": histogram.CustomValues = Numbers(text, value); break;
                case "buckets": histogram.PositiveBuckets = Numbers(text, value); break;
                case "n_buckets": histogram.NegativeBuckets = Numbers(text, value); break;
                case "offset": offset = Whole(text, value); break;
                case "n_offset": negativeOffset = Whole(text, value); break;
                case "counter_reset_hint": histogram.CounterResetHint = Hint(text, value); break;
                default: throw new FormatException($"{GoText.Quote(text)}: {GoText.Quote(key)} is not known");
            }
        }

        histogram.PositiveSpans = Spans(offset, histogram.PositiveBuckets.Length);
        histogram.NegativeSpans = Spans(negativeOffset, histogram.NegativeBuckets.Length);
        return histogram;
    }

    /// <summary>
    /// The text of a histogram, with gaps between its buckets filled by zeros; empty for none.
    /// </summary>
    public static string Write(FloatHistogram? histogram)
    {
        if (histogram is null) return "";
        var parts = new List<string>();
        if (histogram.Schema != 0) parts.Add($"schema:{histogram.Schema}");
        Add("count", histogram.Count);
        Add("sum", histogram.Sum);
        Add("z_bucket", histogram.ZeroCount);
        Add("z_bucket_w", histogram.ZeroThreshold);
        if (histogram.UsesCustomBuckets) parts.Add($"custom_values:{Shown(histogram.CustomValues)}");
        if (histogram.CounterResetHint != CounterResetHint.Unknown)
        {
            parts.Add("counter_reset_hint:" + histogram.CounterResetHint switch
            {
                CounterResetHint.Reset => "reset",
                CounterResetHint.NotReset => "not_reset",
                _ => "gauge",
            });
        }

        Side("", histogram.PositiveSpans, histogram.PositiveBuckets);
        Side("n_", histogram.NegativeSpans, histogram.NegativeBuckets);
        return $"{{{{{string.Join(' ', parts)}}}}}";

        void Add(string key, double value)
        {
            if (value != 0) parts.Add($"{key}:{GoDecimal.Format(value, 'g', -1)}");
        }

        void Side(string prefix, HistogramSpan[] spans, double[] buckets)
        {
            var (offset, counts) = Dense(spans, buckets);
            if (counts.Count == 0) return;
            if (offset != 0) parts.Add($"{prefix}offset:{offset}");
            parts.Add($"{prefix}buckets:{Shown(counts)}");
        }
    }

    private static string Shown(IEnumerable<double> numbers) =>
        $"[{string.Join(' ', numbers.Select(n => GoDecimal.Format(n, 'g', -1)))}]";

    /// <summary>All counts from the first to the last that is not zero, and the index of the first.</summary>
    private static (int Offset, IReadOnlyList<double> Counts) Dense(HistogramSpan[] spans, double[] buckets)
    {
        var counts = new SortedDictionary<int, double>();
        var (index, bucket) = (0, 0);
        foreach (var span in spans)
        {
            index += span.Offset;
            for (var i = 0; i < span.Length; i++, index++)
            {
                if (buckets[bucket++] is var count and not 0) counts[index] = count;
            }
        }

        if (counts.Count == 0) return (0, []);
        var (first, last) = (counts.Keys.First(), counts.Keys.Last());
        return (first,
            [.. Enumerable.Range(first, last - first + 1).Select(i => counts.GetValueOrDefault(i))]);
    }

    private static IEnumerable<SeriesValue> Steps(
        string item, FloatHistogram first, FloatHistogram step, int sign, int times)
    {
        var sum = HistogramSum.From(first);
        for (var i = 0; i <= times; i++)
        {
            yield return new SeriesValue(false, 0, sum.ToHistogram().WithHint(first.CounterResetHint));
            sum = sum.Plus(step, sign) ?? throw new FormatException(
                $"{GoText.Quote(item)}: exponential and custom buckets do not add up");
        }
    }

    private static int Repeats(string item, string text) =>
        text.StartsWith('x') && SeriesNotation.SplitRepeats(text).Repeats is { } repeats
            ? repeats
            : throw SeriesNotation.Bad(item);

    private static HistogramSpan[] Spans(int offset, int length) =>
        length == 0 ? [] : [new HistogramSpan(offset, length)];

    private static IEnumerable<(string Key, string Value)> Fields(string text)
    {
        var body = text.Trim()[2..^2];
        var at = 0;
        while (true)
        {
            while (at < body.Length && body[at] == ' ') at++;
            if (at == body.Length) yield break;
            var colon = body.IndexOf(':', at);
            if (colon < 0) throw SeriesNotation.Bad(text);
            var end = colon + 1 < body.Length && body[colon + 1] == '['
                ? body.IndexOf(']', colon) + 1
                : body.IndexOf(' ', colon);
            if (end <= 0) end = body.Length;
            yield return (body[at..colon], body[(colon + 1)..end]);
            at = end;
        }
    }

    private static double[] Numbers(string text, string list)
    {
        if (!list.StartsWith('[') || !list.EndsWith(']')) throw SeriesNotation.Bad(text);
        return [.. list[1..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(n => SeriesNotation.Number(text, n))];
    }

    private static int Whole(string text, string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw SeriesNotation.Bad(text);

    private static CounterResetHint Hint(string text, string value) => value switch
    {
        "unknown" => CounterResetHint.Unknown,
        "reset" => CounterResetHint.Reset,
        "not_reset" => CounterResetHint.NotReset,
        "gauge" => CounterResetHint.Gauge,
        _ => throw SeriesNotation.Bad(text),
    };
}
