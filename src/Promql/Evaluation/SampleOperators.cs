using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Binary operators between samples of either kind, with their annotations.</summary>
internal sealed class SampleOperators(BinaryExpression node, QueryContext context)
{
    public bool IsTrim => node.Operator is BinaryOperator.TrimLower or BinaryOperator.TrimUpper;

    /// <summary>Replaces a column's sample by its combination with a scalar.</summary>
    public void WithScalar(SeriesColumn column, int step, double scalar, bool swapped)
    {
        var (value, histogram) = (column.Values[step], column.Histogram(step));
        var possible = swapped
            ? Combine(scalar, null, value, histogram, out var result, out var resultHistogram, out var keep)
            : Combine(value, histogram, scalar, null, out result, out resultHistogram, out keep);
        if (possible && node.Operator.IsComparison() && swapped)
            (result, resultHistogram) = (value, histogram);
        column.Clear(step);
        if (!possible) return;
        if (node.ReturnsBool) column.Values[step] = keep ? 1 : 0;
        else if (keep) column.Set(step, result, resultHistogram);
    }

    /// <summary>
    /// Combines two samples; a histogram counts where there is one. False: the operator is not defined for
    /// them, which has been annotated.
    /// </summary>
    /// <param name="keep">Whether a comparison holds; true for other operators.</param>
    public bool Combine(
        double left, FloatHistogram? leftHistogram, double right, FloatHistogram? rightHistogram,
        out double value, out FloatHistogram? histogram, out bool keep)
    {
        var op = node.Operator;
        (value, histogram, keep) = (left, null, true);
        if (leftHistogram is null && rightHistogram is null)
        {
            if (IsTrim) return Incompatible("float", "float");
            if (op.IsComparison()) keep = FloatOperators.Compare(op, left, right);
            else value = FloatOperators.Compute(op, left, right);
            return true;
        }

        if (leftHistogram is null)
        {
            if (op != BinaryOperator.Mul) return Incompatible("float", "histogram");
            histogram = rightHistogram!.Times(left);
            return true;
        }

        if (rightHistogram is not null)
            return Histograms(leftHistogram, rightHistogram, out histogram, out keep);
        switch (op)
        {
            case BinaryOperator.Mul: histogram = leftHistogram.Times(right); break;
            case BinaryOperator.Div: histogram = leftHistogram.DividedBy(right); break;
            case BinaryOperator.TrimUpper: histogram = leftHistogram.TrimmedAbove(right); break;
            case BinaryOperator.TrimLower: histogram = leftHistogram.TrimmedBelow(right); break;
            default: return Incompatible("histogram", "float");
        }

        return true;
    }

    private bool Histograms(
        FloatHistogram left, FloatHistogram right, out FloatHistogram? result, out bool keep)
    {
        (result, keep) = (left, true);
        switch (node.Operator)
        {
            case BinaryOperator.Equal:
                keep = left.SameAs(right);
                return true;
            case BinaryOperator.NotEqual:
                keep = !left.SameAs(right);
                return true;
            case BinaryOperator.Add: return Sum(left.Plus(right), Texts.Addition, out result);
            case BinaryOperator.Sub:
                var possible = Sum(left.Minus(right), Texts.Subtraction, out result);
                result = result?.WithHint(CounterResetHint.Gauge);
                return possible;
            default: return Incompatible("histogram", "histogram");
        }
    }

    private bool Sum(HistogramSum? sum, string operation, out FloatHistogram? result)
    {
        result = null;
        if (sum is null)
        {
            context.Annotations.Warn(node.At, Texts.IncompatibleBuckets(node.Operator.Symbol()));
            return false;
        }

        if (sum.HintsCollided)
        {
            context.Annotations.Warn(node.At, Texts.Collision(operation));
            return false;
        }

        if (sum.BoundsReconciled) context.Annotations.Inform(node.At, Texts.Reconciled(operation));
        result = sum.ToHistogram();
        return true;
    }

    private bool Incompatible(string left, string right)
    {
        context.Annotations.Inform(node.At, Texts.Incompatible(left, node.Operator.Symbol(), right));
        return false;
    }
}
