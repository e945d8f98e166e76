using Hotaru.Model;
using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>Compares a result with what a script expects.</summary>
internal sealed class ResultCheck(EvalCommand eval)
{
    private const double Tolerance = 1e-6;

    public void Compare(QueryValue value)
    {
        switch (value)
        {
            case MatrixValue matrix: Compare(matrix); break;
            case VectorValue vector: Compare(vector); break;
            case ScalarValue scalar:
                if (eval.ExpectedScalar is not { } expected) throw new ScriptException(
                    $"expected vector or matrix result, but got scalar {scalar.Value}");
                if (!Same(expected, scalar.Value))
                    throw new ScriptException($"expected scalar {expected} but got {scalar.Value}");
                break;
            case StringValue text when (eval.ExpectedString ?? "") != text.Value:
                throw new ScriptException(
                    $"expected string \"{eval.ExpectedString}\" but got \"{text.Value}\"");
        }
    }

    /// <summary>Equal within a relative tolerance; NaN equals NaN, the stale marker only itself.</summary>
    internal static bool Same(double a, double b)
    {
        if (StaleMarker.Is(a) || StaleMarker.Is(b)) return StaleMarker.Is(a) && StaleMarker.Is(b);
        if ((double.IsNaN(a) && double.IsNaN(b)) || a == b) return true;
        const double MinNormal = 2.2250738585072014e-308;
        var sum = Math.Abs(a) + Math.Abs(b);
        var difference = Math.Abs(a - b);
        if (a == 0 || b == 0 || sum < MinNormal) return difference < Tolerance * MinNormal;
        return difference / Math.Min(sum, double.MaxValue) < Tolerance;
    }

    private void Compare(VectorValue vector)
    {
        if (eval.ExpectedScalar is not null)
            throw new ScriptException("expected scalar result, but got a vector");
        var seen = new HashSet<Labels>();
        for (var i = 0; i < vector.Samples.Count; i++)
        {
            var sample = vector.Samples[i];
            if (!eval.ExpectedSeries.TryGetValue(sample.Labels, out var expected))
                throw new ScriptException($"unexpected metric {sample.Labels} in result, has {Text(sample)}");
            if (eval.IsOrdered && expected.Position != i + 1)
                throw new ScriptException(
                    $"expected metric {sample.Labels} at position {expected.Position} but was at {i + 1}");
            var wanted = expected.Values[0];
            if (wanted.Histogram is null != sample.Histogram is null || !Same(wanted.Value, sample.Value)
                || (wanted.Histogram is not null && !Same(wanted, sample.Histogram!)))
                throw new ScriptException(
                    $"expected {Text(wanted)} for {sample.Labels} but got {Text(sample)}");
            seen.Add(sample.Labels);
        }

        foreach (var labels in eval.ExpectedSeries.Keys.Where(l => !seen.Contains(l)))
            throw new ScriptException($"expected metric {labels} not found");
    }

    private void Compare(MatrixValue matrix)
    {
        if (eval.IsOrdered) throw new ScriptException("expected ordered result, but query returned a matrix");
        if (eval.ExpectedScalar is not null)
            throw new ScriptException("expected scalar result, but got a matrix");
        for (var i = 1; i < matrix.Series.Count; i++)
        {
            if (matrix.Series[i - 1].Labels.CompareTo(matrix.Series[i].Labels) > 0)
                throw new ScriptException("matrix results should always be sorted by labels");
        }

        foreach (var series in matrix.Series)
        {
            if (!eval.ExpectedSeries.TryGetValue(series.Labels, out var expected))
                throw new ScriptException($"unexpected metric {series.Labels} in result, has {Text(series)}");
            Compare(series, expected.Values);
        }

        foreach (
            var labels in eval.ExpectedSeries.Keys.Where(l => matrix.Series.All(s => !s.Labels.Equals(l))))
            throw new ScriptException($"expected metric {labels} not found");
    }

    private void Compare(MatrixSeries series, IReadOnlyList<SequenceValue> values)
    {
        int floats = 0, histograms = 0;
        for (var i = 0; i < values.Count; i++)
        {
            var time = eval.StartMs + i * eval.StepMs;
            if (time > eval.EndMs) throw new ScriptException(
                $"expected {values.Count} points for {series.Labels}, but the range cannot return this many");
            var value = values[i];
            if (value.Omitted) continue;
            var isThere = value.Histogram is null
                ? floats < series.Floats.Count && series.Floats[floats].TimestampMs == time
                    && Same(value.Value, series.Floats[floats].Value)
                : histograms < series.Histograms.Count && series.Histograms[histograms].TimestampMs == time
                    && Same(value, series.Histograms[histograms].Histogram);
            if (!isThere) throw new ScriptException(
                $"expected {Text(value)} at {time} ms for {series.Labels}, but got {Text(series)}");
            if (value.Histogram is null) floats++;
            else histograms++;
        }

        if (floats != series.Floats.Count || histograms != series.Histograms.Count)
            throw new ScriptException($"expected {floats} floats and {histograms} histograms for "
                + $"{series.Labels}, but got {Text(series)}");
    }

    private static bool Same(SequenceValue expected, FloatHistogram found)
    {
        var (a, b) = (expected.Histogram!.Compacted(), found.Compacted());
        return a.Schema == b.Schema && Same(a.Count, b.Count) && Same(a.Sum, b.Sum)
            && (!a.UsesCustomBuckets || BucketBounds.Match(a.CustomValues, b.CustomValues))
            && a.ZeroThreshold == b.ZeroThreshold && Same(a.ZeroCount, b.ZeroCount)
            && a.PositiveSpans.AsSpan().SequenceEqual(b.PositiveSpans)
                && Same(a.PositiveBuckets, b.PositiveBuckets)
            && a.NegativeSpans.AsSpan().SequenceEqual(b.NegativeSpans)
                && Same(a.NegativeBuckets, b.NegativeBuckets)
            && (!expected.HintGiven || a.CounterResetHint == b.CounterResetHint);
    }

    private static bool Same(double[] a, double[] b) =>
        a.Length == b.Length && a.Zip(b).All(p => Same(p.First, p.Second));

    private static string Text(SequenceValue value) =>
        value.Histogram is { } h ? Text(h) + (value.HintGiven ? " hinted" : "")
            : GoFloat.General(value.Value);

    private static string Text(VectorSample sample) =>
        sample.Histogram is { } h ? Text(h) : GoFloat.General(sample.Value);

    private static string Text(FloatHistogram h) =>
        $"{h} schema {h.Schema} zero {h.ZeroThreshold}:{h.ZeroCount} {h.CounterResetHint} "
            + $"[{string.Join(' ', h.CustomValues)}]";

    private static string Text(MatrixSeries series) =>
        "floats "
            + $"[{string.Join(' ', series.Floats.Select(f => $"{GoFloat.General(
                f.Value)}@{f.TimestampMs}"))}]"
        + (series.Histograms.Count == 0 ? "" : " histograms "
            + $"[{string.Join(' ', series.Histograms.Select(h => $"{Text(h.Histogram)}@{h.TimestampMs}"))}]");
}
