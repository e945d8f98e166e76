using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Binary operators with a vector on at least one side.</summary>
internal sealed partial class Evaluator
{
    private IEnumerable<SeriesColumn> Binary(BinaryExpression node)
    {
        if (node.Matching is null) return WithScalar(node);
        if (!node.Operator.IsSet()) return new VectorJoin(_context, _steps, node, this).Evaluate();
        var sets = new SetOperation(_steps, node.Matching);
        var left = Vector(node.Left).ToList();
        var right = Vector(node.Right).ToList();
        return node.Operator switch
        {
            BinaryOperator.And => sets.Keep(left, right, present: true),
            BinaryOperator.Unless => sets.Keep(left, right, present: false),
            _ => Merge(left.Concat(sets.Keep(right, left, present: false))),
        };
    }

    private IEnumerable<SeriesColumn> WithScalar(BinaryExpression node)
    {
        var swapped = node.Left.Kind == ValueKind.Scalar;
        var scalar = Scalar(swapped ? node.Left : node.Right);
        var vector = swapped ? node.Right : node.Left;
        var columns = Combined(node, vector, scalar, swapped);
        var op = node.Operator;
        var changesMeaning = !op.IsComparison()
            && op is not (BinaryOperator.TrimLower or BinaryOperator.TrimUpper);
        return changesMeaning || node.ReturnsBool ? WithoutNames(columns, vector) : columns;
    }

    private IEnumerable<SeriesColumn> Combined(
        BinaryExpression node, Expression vector, double[] scalar, bool swapped)
    {
        var operators = new SampleOperators(node, _context);
        foreach (var column in Vector(vector))
        {
            var before = column.SampleCount();
            if (column.Histograms is null && !operators.IsTrim) Floats(node, column.Values, scalar, swapped);
            else
            {
                for (var i = 0; i < _steps; i++)
                {
                    if (column.Has(i)) operators.WithScalar(column, i, scalar[i], swapped);
                }
            }

            if (column.IsEmpty())
            {
                _context.Release(before);
                _pool.Return(column.Values);
                continue;
            }

            yield return column;
        }
    }

    private static void Floats(BinaryExpression node, double[] values, double[] scalar, bool swapped)
    {
        var op = node.Operator;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (Absent.Is(value)) continue;
            var (left, right) = swapped ? (scalar[i], value) : (value, scalar[i]);
            if (!op.IsComparison())
            {
                values[i] = FloatOperators.Compute(op, left, right);
                continue;
            }

            // A filter keeps the vector's value, on whichever side it stands.
            var holds = FloatOperators.Compare(op, left, right);
            if (node.ReturnsBool) values[i] = holds ? 1 : 0;
            else if (!holds) values[i] = Absent.Value;
        }
    }
}
