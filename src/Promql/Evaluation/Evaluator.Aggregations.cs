using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Aggregations. Those that fold keep one column a group; the others need their input whole.
/// </summary>
internal sealed partial class Evaluator
{
    private IEnumerable<SeriesColumn> Aggregate(AggregateExpression node)
    {
        switch (node.Operator)
        {
            case Aggregation.CountValues: return CountValues(node);
            case Aggregation.Quantile: return QuantileOf(node);
            case Aggregation.TopK or Aggregation.BottomK or Aggregation.LimitK or Aggregation.LimitRatio:
                return new Selection(_context, _window, node).Evaluate(this);
            default: return Fold(node);
        }
    }

    private List<SeriesColumn> Fold(AggregateExpression node)
    {
        var groups = new Dictionary<Labels, GroupFold>();
        var order = new List<GroupFold>();
        var notes = new RangeNotes(_context, Expressions.Unwrap(node.Operand).At, "");
        foreach (var column in Vector(node.Operand))
        {
            var labels = MetricLabels.Group(column.Labels, node.Grouping, node.Without);
            if (!groups.TryGetValue(labels, out var fold))
            {
                groups[labels] = fold = GroupFold.Of(node.Operator, labels, _pool, notes);
                order.Add(fold);
                _context.Hold(_steps);
            }

            fold.Add(column);
            Consume(column);
        }

        var result = new List<SeriesColumn>(order.Count);
        foreach (var fold in order)
        {
            var column = fold.Finish();
            if (!column.IsEmpty()) result.Add(column);
        }

        return result;
    }

    private List<SeriesColumn> QuantileOf(AggregateExpression node)
    {
        var q = Scalar(node.Parameter!);
        WarnOfQuantiles(q, Expressions.Unwrap(node.Parameter!).At);
        var result = new List<SeriesColumn>();
        var scratch = new List<double>();
        foreach (var (labels, members) in Grouped(node))
        {
            var column = NewColumn(labels);
            column.DropName = members.Exists(m => m.DropName);
            for (var i = 0; i < _steps; i++)
            {
                scratch.Clear();
                foreach (var member in members)
                {
                    if (member.HasFloat(i)) scratch.Add(member.Values[i]);
                    else if (member.Histogram(i) is not null)
                        _context.Annotations.Inform(
                            Expressions.Unwrap(node.Operand).At, Texts.IgnoredInAggregation("quantile"));
                }

                if (scratch.Count > 0)
                    column.Values[i] =
                        Quantiles.Of(q[i], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(scratch));
            }

            foreach (var member in members) Consume(member);
            _context.Hold(column.SampleCount());
            if (!column.IsEmpty()) result.Add(column);
        }

        return result;
    }

    private void WarnOfQuantiles(double[] q, TextRange at)
    {
        if (Array.Exists(q, double.IsNaN))
        {
            _context.Annotations.Warn(at, Texts.BadQuantile(double.NaN));
            return;
        }

        if (q.Max() > 1) _context.Annotations.Warn(at, Texts.BadQuantile(q.Max()));
        if (q.Min() < 0) _context.Annotations.Warn(at, Texts.BadQuantile(q.Min()));
    }

    /// <summary>The input of an aggregation by group, groups in the order they appear.</summary>
    public List<(Labels Labels, List<SeriesColumn> Members)> Grouped(AggregateExpression node)
    {
        var byLabels = new Dictionary<Labels, List<SeriesColumn>>();
        var order = new List<(Labels, List<SeriesColumn>)>();
        foreach (var column in Vector(node.Operand))
        {
            var labels = MetricLabels.Group(column.Labels, node.Grouping, node.Without);
            if (!byLabels.TryGetValue(labels, out var members))
            {
                byLabels[labels] = members = [];
                order.Add((labels, members));
            }

            members.Add(column);
        }

        return order;
    }

    private List<SeriesColumn> CountValues(AggregateExpression node)
    {
        var name = Expressions.Text(node.Parameter!);
        if (!Go.IsLabelName(name)) throw QueryContext.Failure($"invalid label name {Go.Quote(name)}");
        var grouping = node.Without ? node.Grouping : [.. node.Grouping, name];
        var results = new Dictionary<Labels, SeriesColumn>();
        foreach (var column in Vector(node.Operand))
        {
            var byValue = new Dictionary<string, SeriesColumn>(StringComparer.Ordinal);
            for (var i = 0; i < _steps; i++)
            {
                if (!column.Has(i)) continue;
                var text = column.Histogram(i)?.ToString() ?? GoFloat.Fixed(column.Values[i]);
                if (!byValue.TryGetValue(text, out var result))
                {
                    var labels = MetricLabels.Group(column.Labels.With(name, text), grouping, node.Without);
                    if (!results.TryGetValue(labels, out result))
                        results[labels] = result = NewColumn(labels);
                    byValue[text] = result;
                }

                result.Values[i] = Absent.Is(result.Values[i]) ? 1 : result.Values[i] + 1;
            }

            Consume(column);
        }

        foreach (var result in results.Values) _context.Hold(result.SampleCount());
        return [.. results.Values];
    }
}
