using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Evaluates a whole query and gives its result the form that it is shown in.</summary>
internal sealed class QueryRun(QueryContext context, QueryWindow window)
{
    private readonly Evaluator _evaluator = new(context, window);

    public QueryValue Evaluate(Expression expression)
    {
        var node = Expressions.Unwrap(expression);
        switch (node.Kind)
        {
            case ValueKind.String: return new StringValue(window.StartMs, ((StringLiteral)node).Value);
            case ValueKind.Scalar: return Scalar(node);
            case ValueKind.Matrix: return Matrix(node);
            default:
                var columns = _evaluator.Finish(_evaluator.Vector(node));
                return window.IsInstant ? Vector(columns) : Matrix(columns, window);
        }
    }

    private QueryValue Scalar(Expression node)
    {
        var values = _evaluator.Scalar(node);
        if (window.IsInstant) return new ScalarValue(window.StartMs, values[0]);
        return Matrix([new SeriesColumn(Labels.Empty, values)], window);
    }

    private VectorValue Vector(List<SeriesColumn> columns)
    {
        var samples = new List<VectorSample>(columns.Count);
        foreach (var column in columns)
        {
            if (!column.Has(0)) continue;
            var histogram = column.Histogram(0);
            samples.Add(new VectorSample(
                column.Labels, window.StartMs, histogram is null ? column.Values[0] : 0, histogram));
        }

        return new VectorValue(samples);
    }

    private MatrixValue Matrix(Expression node)
    {
        if (node is MatrixSelector selector) return new MatrixValue(_evaluator.Samples(selector));
        var (columns, times) = _evaluator.SubqueryColumns((SubqueryExpression)node);
        return Matrix(columns, times);
    }

    private static MatrixValue Matrix(List<SeriesColumn> columns, QueryWindow times)
    {
        var series = new List<MatrixSeries>(columns.Count);
        foreach (var column in columns)
        {
            var converted = Series(column, times);
            if (converted.Floats.Count + converted.Histograms.Count > 0) series.Add(converted);
        }

        series.Sort((a, b) => a.Labels.CompareTo(b.Labels));
        return new MatrixValue(series);
    }

    private static MatrixSeries Series(SeriesColumn column, QueryWindow times)
    {
        int floats = 0, histograms = 0;
        for (var i = 0; i < column.Values.Length; i++)
        {
            if (column.HasFloat(i)) floats++;
            else if (column.Histogram(i) is not null) histograms++;
        }

        var samples = floats == 0 ? [] : new Sample[floats];
        var histogramSamples = histograms == 0 ? [] : new HistogramSample[histograms];
        int f = 0, h = 0;
        for (var i = 0; i < column.Values.Length; i++)
        {
            if (column.HasFloat(i)) samples[f++] = new Sample(times.TimeAt(i), column.Values[i]);
            else if (column.Histogram(i) is { } histogram) histogramSamples[h++] =
                new HistogramSample(times.TimeAt(i), histogram);
        }

        return new MatrixSeries(column.Labels, samples, histogramSamples);
    }
}
