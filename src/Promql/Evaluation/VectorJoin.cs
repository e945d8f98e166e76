using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Arithmetic and comparison between two vectors whose series are matched by labels.</summary>
internal sealed class VectorJoin
{
    private readonly QueryContext _context;
    private readonly int _steps;
    private readonly BinaryExpression _node;
    private readonly VectorMatching _matching;
    private readonly Evaluator _evaluator;
    private readonly SampleOperators _operators;
    private readonly bool _swapped;
    private readonly Dictionary<Labels, JoinGroup> _groups = [];
    private readonly Dictionary<Labels, SeriesColumn> _results = [];
    private readonly List<SeriesColumn> _order = [];
    private readonly bool[] _anyMany;
    private readonly bool[] _anyOne;

    public VectorJoin(QueryContext context, int steps, BinaryExpression node, Evaluator evaluator)
    {
        (_context, _steps, _node, _matching, _evaluator) = (context, steps, node, node.Matching!, evaluator);
        _operators = new SampleOperators(node, context);
        _swapped = _matching.Cardinality == MatchCardinality.OneToMany;
        (_anyMany, _anyOne) = (new bool[steps], new bool[steps]);
    }

    private bool IsOneToOne => _matching.Cardinality == MatchCardinality.OneToOne;

    public IEnumerable<SeriesColumn> Evaluate()
    {
        var left = _evaluator.Vector(_node.Left).ToList();
        var right = _evaluator.Vector(_node.Right).ToList();
        var (many, one) = _swapped ? (right, left) : (left, right);
        foreach (var column in one) GroupOf(column, _anyOne).One.Add(column);
        var groups = new List<JoinGroup>(many.Count);
        foreach (var column in many)
        {
            var group = GroupOf(column, _anyMany);
            group.Many.Add(column);
            groups.Add(group);
        }

        CheckOneSide();
        for (var i = 0; i < many.Count; i++) Join(groups[i], many[i]);
        if (_matching.FillLeft is { } fill)
        {
            foreach (var column in one)
                FillMissing(_groups[MetricLabels.Match(column.Labels, _matching)], column, fill);
        }

        _context.Release(many.Sum(c => c.SampleCount()) + one.Sum(c => c.SampleCount()));
        var results = _order.Where(c => !c.IsEmpty()).ToList();
        _context.Hold(results.Sum(c => c.SampleCount()));
        return results;
    }

    private JoinGroup GroupOf(SeriesColumn column, bool[] any)
    {
        for (var i = 0; i < _steps; i++) any[i] |= column.Has(i);
        var key = MetricLabels.Match(column.Labels, _matching);
        if (!_groups.TryGetValue(key, out var group)) _groups[key] = group = new JoinGroup(_steps);
        return group;
    }

    /// <summary>
    /// Two series of the "one" side at one step are an error wherever anything could match.
    /// </summary>
    private void CheckOneSide()
    {
        var fills = _matching.FillLeft is not null || _matching.FillRight is not null;
        foreach (var (key, group) in _groups)
        {
            if (group.One.Count < 2) continue;
            for (var step = 0; step < _steps; step++)
            {
                if (!_anyMany[step] && !fills) continue;
                if (group.OneAt(step, out var second) is { } first && second is not null)
                    throw ManyToMany(key, first, second);
            }
        }
    }

    private QueryException ManyToMany(Labels key, SeriesColumn first, SeriesColumn second)
    {
        var names = new[] { MetricLabels.Text(first.Labels), MetricLabels.Text(second.Labels) };
        Array.Sort(names, StringComparer.Ordinal);
        var side = _swapped ? "left" : "right";
        return QueryContext.Failure(
            $"found duplicate series for the match group {MetricLabels.Text(key)} on the {side} hand-side "
                + $"of the operation: [{names[0]}, {names[1]}];many-to-many matching not allowed: matching "
                    + "labels must be unique on one side");
    }

    private void Join(JoinGroup group, SeriesColumn many)
    {
        if (group.One.Count == 1 && _matching.FillRight is null)
        {
            JoinPair(group, many, group.One[0]);
            return;
        }

        for (var step = 0; step < _steps; step++)
        {
            if (!many.Has(step)) continue;
            var one = group.OneAt(step, out _);
            if (one is not null) Combine(group, many, one, step);
            else if (_matching.FillRight is { } fill && (_anyMany[step] || _anyOne[step]))
                Combine(group, many, Filled(many, fill), step);
        }
    }

    /// <summary>The usual case: one series on either side, and mostly floats.</summary>
    private void JoinPair(JoinGroup group, SeriesColumn many, SeriesColumn one)
    {
        var simple = group.Many.Count == 1 && many.Histograms is null && one.Histograms is null
            && !_operators.IsTrim && _matching.FillLeft is null;
        var result = simple ? ResultOf(many.Labels, one.Labels) : null;
        for (var step = 0; step < _steps; step++)
        {
            if (!many.Has(step) || !one.Has(step)) continue;
            if (result is null)
            {
                Combine(group, many, one, step);
                continue;
            }

            var value = _swapped
                ? Floats(one.Values[step], many.Values[step])
                : Floats(many.Values[step], one.Values[step]);
            if (Absent.Is(value)) continue;
            if (result.Has(step)) throw QueryContext.SameLabels();
            result.Values[step] = value;
        }
    }

    private double Floats(double left, double right)
    {
        if (!_node.Operator.IsComparison()) return FloatOperators.Compute(_node.Operator, left, right);
        var holds = FloatOperators.Compare(_node.Operator, left, right);
        if (_node.ReturnsBool) return holds ? 1 : 0;
        return holds ? left : Absent.Value;
    }

    private SeriesColumn Filled(SeriesColumn other, double value)
    {
        var values = new double[_steps];
        Array.Fill(values, value);
        return new SeriesColumn(MetricLabels.Match(other.Labels, _matching), values);
    }

    private void FillMissing(JoinGroup group, SeriesColumn one, double fill)
    {
        SeriesColumn? filled = null;
        for (var step = 0; step < _steps; step++)
        {
            if (!one.Has(step) || group.Matched[step]) continue;
            filled ??= Filled(one, fill);
            Combine(group, filled, one, step);
        }
    }

    private void Combine(JoinGroup group, SeriesColumn many, SeriesColumn one, int step)
    {
        var (left, right) = _swapped ? (one, many) : (many, one);
        if (!_operators.Combine(
                left.Values[step], left.Histogram(step), right.Values[step], right.Histogram(step),
                out var value, out var histogram, out var keep)) return;
        var result = ResultOf(many.Labels, one.Labels);
        CheckUnique(group, result.Labels, step);
        if (_node.ReturnsBool) (value, histogram) = (keep ? 1 : 0, null);
        else if (!keep) return;
        if (result.Has(step)) throw QueryContext.SameLabels();
        result.Set(step, value, histogram);
    }

    private void CheckUnique(JoinGroup group, Labels labels, int step)
    {
        if (IsOneToOne)
        {
            if (group.Matched[step])
                throw QueryContext.Failure("multiple matches for labels: many-to-one matching must be "
                    + "explicit (group_left/group_right)");
        }
        else
        {
            if (!group.Made.TryGetValue(labels, out var made)) group.Made[labels] = made = new bool[_steps];
            if (made[step])
                throw QueryContext.Failure(
                    "multiple matches for labels: grouping labels must ensure unique matches");
            made[step] = true;
        }

        group.Matched[step] = true;
    }

    private SeriesColumn ResultOf(Labels many, Labels one)
    {
        var labels = ResultLabels(many, one);
        if (_results.TryGetValue(labels, out var result)) return result;
        var values = new double[_steps];
        Array.Fill(values, Absent.Value);
        _results[labels] = result = new SeriesColumn(labels, values) { DropName = _node.ReturnsBool };
        _order.Add(result);
        return result;
    }

    private Labels ResultLabels(Labels many, Labels one)
    {
        var op = _node.Operator;
        var changesMeaning = !op.IsComparison() && !_operators.IsTrim;
        var dropsNames = changesMeaning || (_node.ReturnsBool && !_context.Options.DelayedNameRemoval);
        var labels = dropsNames ? MetricLabels.DropMetadata(many) : many;
        if (IsOneToOne)
            labels = _matching.On ? MetricLabels.Keep(labels, _matching.Labels)
                : MetricLabels.Drop(labels, _matching.Labels);
        if (_matching.Include.Count == 0) return labels;
        var builder = new LabelsBuilder(labels);
        foreach (var name in _matching.Include) builder.Set(name, one[name]);
        return builder.Build();
    }
}
