using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>topk, bottomk, limitk and limit_ratio: some of the series of each group, step by step.</summary>
internal sealed class Selection(QueryContext context, QueryWindow window, AggregateExpression node)
{
    private readonly int _steps = window.Steps;
    private readonly bool _isRatio = node.Operator == Aggregation.LimitRatio;
    private readonly Dictionary<SeriesColumn, SeriesColumn> _results = [];

    public IEnumerable<SeriesColumn> Evaluate(Evaluator evaluator)
    {
        var parameter = evaluator.Scalar(node.Parameter!);
        if (!IsUsable(parameter)) return [];
        var groups = evaluator.Grouped(node);
        var count = groups.Sum(g => g.Members.Count);
        var order = new List<SeriesColumn>();
        foreach (var (_, members) in groups)
        {
            for (var step = 0; step < _steps; step++) Select(members, step, parameter[step], count, order);
        }

        context.Release(groups.Sum(g => g.Members.Sum(m => m.SampleCount())));
        context.Hold(order.Sum(c => c.SampleCount()));
        return order;
    }

    private bool IsUsable(double[] parameter)
    {
        var (min, max) = (parameter.Min(), parameter.Max());
        var hasNaN = Array.Exists(parameter, double.IsNaN);
        if (!_isRatio)
        {
            if (!hasNaN && max < 1) return false;
            if (hasNaN) throw QueryContext.Failure("Parameter value is NaN");
            if (min <= long.MinValue)
                throw QueryContext.Failure($"Scalar value {Go.Float(min)} underflows int64");
            if (max >= long.MaxValue)
                throw QueryContext.Failure($"Scalar value {Go.Float(max)} overflows int64");
            return true;
        }

        if (!hasNaN && max == 0 && min == 0) return false;
        if (hasNaN) throw QueryContext.Failure("Ratio value is NaN");
        var at = Expressions.Unwrap(node.Parameter!).At;
        if (max > 1) context.Annotations.Warn(at, Texts.BadRatio(max, 1));
        if (min < -1) context.Annotations.Warn(at, Texts.BadRatio(min, -1));
        return true;
    }

    private void Select(
        List<SeriesColumn> members, int step, double parameter, int count, List<SeriesColumn> order)
    {
        if (_isRatio)
        {
            var ratio = Math.Clamp(parameter, -1, 1);
            foreach (var member in members)
            {
                if (member.Has(step) && ratio != 0 && IsSampled(member.Labels, ratio))
                    Take(member, step, order);
            }

            return;
        }

        var k = (int)Math.Min((long)parameter, count);
        if (k < 1) return;
        if (node.Operator == Aggregation.LimitK)
        {
            foreach (var member in members)
            {
                if (!member.Has(step)) continue;
                Take(member, step, order);
                if (--k == 0) return;
            }

            return;
        }

        SelectByValue(members, step, k, order);
    }

    private void SelectByValue(List<SeriesColumn> members, int step, int k, List<SeriesColumn> order)
    {
        var heap = new BestHeap(Math.Min(k, members.Count), node.Operator == Aggregation.TopK);
        foreach (var member in members)
        {
            if (member.HasFloat(step)) heap.Offer(member, member.Values[step]);
            else if (member.Histogram(step) is not null)
                context.Annotations.Inform(node.At, Texts.IgnoredInAggregation(node.Name));
        }

        foreach (var member in heap.BestFirst()) Take(member, step, order);
    }

    private void Take(SeriesColumn member, int step, List<SeriesColumn> order)
    {
        if (!_results.TryGetValue(member, out var result))
        {
            var values = new double[_steps];
            Array.Fill(values, Absent.Value);
            _results[member] = result =
                new SeriesColumn(member.Labels, values) { DropName = member.DropName };
            order.Add(result);
        }

        result.Set(step, member.Values[step], member.Histogram(step));
    }

    /// <summary>
    /// The hash of the labels decides, so a series is in or out at every step and in every query.
    /// </summary>
    private static bool IsSampled(Labels labels, double ratio)
    {
        var offset = LabelHash.Of(labels) / (double)ulong.MaxValue;
        return ratio >= 0 ? offset < ratio : offset >= 1 + ratio;
    }
}
