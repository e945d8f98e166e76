using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Selectors below histogram_count, histogram_sum and histogram_avg need no buckets. Their histograms are cut
/// down to count and sum; whether a counter began anew, which buckets tell, is noted in the hint before they
/// go.
/// </summary>
internal static class HistogramStats
{
    /// <summary>The selectors of an expression that are read so.</summary>
    public static HashSet<VectorSelector> Find(Expression root)
    {
        var found = new HashSet<VectorSelector>();
        Visit(root, false, found);
        return found;
    }

    public static void Apply(SampleBuffer buffer)
    {
        if (!buffer.HasHistograms) return;
        var times = buffer.Timestamps.ToArray();
        var values = buffer.Values.ToArray();
        var starts = buffer.StartTimestamps.ToArray();
        var histograms = buffer.Histograms.ToArray();
        buffer.Clear();
        FloatHistogram? last = null;
        for (var i = 0; i < times.Length; i++)
        {
            var start = starts.Length > 0 ? starts[i] : 0;
            if (histograms[i] is not { } histogram)
            {
                buffer.Add(times[i], values[i], start);
                continue;
            }

            if (!histogram.IsStale) last = histogram.WithHint(Hint(histogram, last));
            buffer.Add(times[i], Reduced(histogram.IsStale ? histogram : last!), start);
        }
    }

    private static CounterResetHint Hint(FloatHistogram histogram, FloatHistogram? last)
    {
        if (histogram.CounterResetHint != CounterResetHint.Unknown || last is null)
            return histogram.CounterResetHint;
        return histogram.IsResetFrom(last) ? CounterResetHint.Reset : CounterResetHint.NotReset;
    }

    private static FloatHistogram Reduced(FloatHistogram histogram) => new()
    {
        CounterResetHint = histogram.CounterResetHint,
        Schema = histogram.Schema,
        Count = histogram.Count,
        Sum = histogram.Sum,
    };

    private static void Visit(Expression node, bool onlyStats, HashSet<VectorSelector> found)
    {
        switch (node)
        {
            case VectorSelector selector:
                if (onlyStats) found.Add(selector);
                return;
            case SubqueryExpression:
            case BinaryExpression { Operator: BinaryOperator.TrimLower or BinaryOperator.TrimUpper }:
            case FunctionCall
            {
                Function.Name: "histogram_quantile" or "histogram_quantiles"
                or "histogram_fraction"
            }:
                onlyStats = false;
                break;
            case FunctionCall { Function.Name: "histogram_count" or "histogram_sum" or "histogram_avg" }:
                onlyStats = true;
                break;
        }

        foreach (var child in node.Children) Visit(child, onlyStats, found);
    }
}
