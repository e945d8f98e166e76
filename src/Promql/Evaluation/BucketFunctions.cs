using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// histogram_quantile, histogram_quantiles and histogram_fraction over classic and native histograms.
/// </summary>
internal sealed class BucketFunctions(QueryContext context, QueryWindow window, Evaluator evaluator)
{
    private readonly int _steps = window.Steps;
    private TextRange _at;

    private bool DelaysNames => context.Options.DelayedNameRemoval;

    public List<SeriesColumn> Evaluate(FunctionCall call)
    {
        var arguments = call.Arguments;
        var vector = arguments.First(a => a.Kind == ValueKind.Vector);
        _at = Expressions.Unwrap(vector).At;
        var scalars = arguments.Where(a => a.Kind == ValueKind.Scalar).Select(evaluator.Scalar).ToArray();
        var isFraction = call.Function.Name == "histogram_fraction";
        if (!isFraction)
        {
            var places = arguments.Where(a => a.Kind == ValueKind.Scalar)
                .Select(a => Expressions.Unwrap(a).At).ToArray();
            for (var i = 0; i < scalars.Length; i++) CheckQuantiles(scalars[i], places[i]);
        }

        var families = Families(vector);
        if (call.Function.Name == "histogram_quantiles")
            return Quantiles(families, Expressions.Text(arguments[1]), scalars);
        var results = new List<SeriesColumn>();
        foreach (var family in families)
        {
            var column = isFraction
                ? Compute(family, (step, buckets) =>
                    HistogramFractions.Classic(scalars[0][step], scalars[1][step], buckets),
                    (step, h, name) =>
                        HistogramFractions.Native(scalars[0][step], scalars[1][step], h, context, _at, name))
                : Quantile(family, scalars[0]);
            if (Named(column, family) is { } named) results.Add(named);
        }

        return evaluator.Merge(results);
    }

    private void CheckQuantiles(double[] quantiles, TextRange at)
    {
        foreach (var q in quantiles)
        {
            if (!(q is >= 0 and <= 1)) context.Annotations.Warn(at, Texts.BadQuantile(q));
        }
    }

    private List<SeriesColumn> Quantiles(List<BucketFamily> families, string label, double[][] quantiles)
    {
        var results = new Dictionary<Labels, SeriesColumn>();
        foreach (var q in quantiles)
        {
            foreach (var family in families)
            {
                if (Named(Quantile(family, q), family) is not { } column) continue;
                // A quantile that changes over time gives one series for each of its values.
                for (var step = 0; step < _steps; step++)
                {
                    if (!column.HasFloat(step)) continue;
                    var labels = column.Labels.With(label, LabelOf(q[step]));
                    if (!results.TryGetValue(labels, out var result))
                    {
                        results[labels] = result =
                            new SeriesColumn(labels, NewValues()) { DropName = column.DropName };
                    }
                    else if (result.Has(step))
                    {
                        throw QueryContext.SameLabels();
                    }

                    result.Values[step] = column.Values[step];
                }
            }
        }

        return [.. results.Values];
    }

    /// <summary>As OpenMetrics writes a float: whole numbers with .0.</summary>
    private static string LabelOf(double q)
    {
        if (double.IsNaN(q)) return "NaN";
        if (double.IsInfinity(q)) return q > 0 ? "+Inf" : "-Inf";
        var text = GoFloat.General(q);
        return text.AsSpan().ContainsAny(".e") ? text : text + ".0";
    }

    private SeriesColumn Quantile(BucketFamily family, double[] q)
    {
        var fixName = DelaysNames ? family.Labels.MetricName : "";
        return Compute(family, (step, buckets) =>
            {
                var value = ClassicBuckets.Quantile(q[step], buckets, out var fix);
                if (fix is { } mended)
                {
                    var time = window.TimeAt(step);
                    context.Annotations.InformOfFix(
                        _at, fixName, mended with { FirstMs = time, LastMs = time });
                }

                return value;
            },
            (step, histogram, name) => NativeHistograms.Quantile(q[step], histogram, context, _at, name));
    }

    private SeriesColumn Compute(
        BucketFamily family, Func<int, List<ClassicBucket>, double> classic,
        Func<int, FloatHistogram, string, double> native)
    {
        var column = new SeriesColumn(family.Labels, NewValues());
        var buckets = new List<ClassicBucket>();
        var name = DelaysNames ? family.Labels.MetricName : "";
        for (var step = 0; step < _steps; step++)
        {
            family.At(step, buckets);
            var histogram = family.Native?.Histogram(step);
            if (buckets.Count > 0 && histogram is not null)
                context.Annotations.Warn(_at, Texts.MixedKinds(name));
            else if (histogram is not null) column.Values[step] = native(step, histogram, name);
            else if (buckets.Count > 0) column.Values[step] = classic(step, buckets);
        }

        return column;
    }

    private SeriesColumn? Named(SeriesColumn column, BucketFamily family)
    {
        if (column.IsEmpty()) return null;
        column.DropName = true;
        if (!DelaysNames) column.Labels = MetricLabels.DropMetadata(family.Labels);
        context.Hold(column.SampleCount());
        return column;
    }

    private List<BucketFamily> Families(Expression vector)
    {
        var byLabels = new Dictionary<Labels, BucketFamily>();
        foreach (var column in evaluator.Vector(vector))
        {
            var hasFloats = Array.Exists(column.Values, v => !Absent.Is(v));
            if (hasFloats && TryBound(column.Labels, out var bound))
                FamilyOf(MetricLabels.Drop(column.Labels, [LabelNames.Bucket])).Classic.Add((bound, column));
            if (column.Histograms is not null)
            {
                var family = FamilyOf(column.Labels);
                family.Native = column;
            }
        }

        foreach (var family in byLabels.Values)
            family.Classic.Sort((a, b) => a.UpperBound.CompareTo(b.UpperBound));
        return [.. byLabels.Values];

        BucketFamily FamilyOf(Labels labels)
        {
            if (!byLabels.TryGetValue(labels, out var family))
                byLabels[labels] = family = new BucketFamily(labels);
            return family;
        }
    }

    private bool TryBound(Labels labels, out double bound)
    {
        var text = labels[LabelNames.Bucket];
        if (BucketBound.TryParse(text, out bound)) return true;
        context.Annotations.Warn(_at, Texts.BadBucket(DelaysNames ? labels.MetricName : "", text));
        return false;
    }

    private double[] NewValues()
    {
        var values = new double[_steps];
        Array.Fill(values, Absent.Value);
        return values;
    }
}
