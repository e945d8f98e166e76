namespace Hotaru.Promql;

/// <summary>Values of duration expressions, which can depend on the query's step and range.</summary>
internal static class DurationCalculator
{
    private const double MaxSeconds = 9223372036.854775807;

    public static long Milliseconds(
        long fixedMs, DurationExpression? computed, QueryWindow root, bool mayBeNegative = false)
    {
        if (computed is null) return fixedMs;
        var seconds = Evaluate(computed, root);
        var at = $"{computed.At.Start}:{computed.At.End}";
        if (!double.IsFinite(seconds)) throw QueryContext.Failure($"{at}: duration is NaN or infinite");
        if (seconds <= 0 && !mayBeNegative)
            throw QueryContext.Failure($"{at}: duration must be greater than 0");
        if (Math.Abs(seconds) > MaxSeconds) throw QueryContext.Failure($"{at}: duration is out of range");
        return (long)(seconds * 1000);
    }

    private static double Evaluate(Expression node, QueryWindow root)
    {
        if (node is NumberLiteral number) return number.Value;
        var computed = (DurationExpression)node;
        var left = computed.Left is null ? 0 : Evaluate(computed.Left, root);
        var right = computed.Right is null ? 0 : Evaluate(computed.Right, root);
        switch (computed.Operator)
        {
            case DurationOperator.Step: return root.StepMs / 1000.0;
            case DurationOperator.Range: return (root.EndMs - root.StartMs) / 1000.0;
            case DurationOperator.MinOf: return Math.Min(left, right);
            case DurationOperator.MaxOf: return Math.Max(left, right);
            case DurationOperator.Add: return left + right;
            case DurationOperator.Sub: return left - right;
            case DurationOperator.Mul: return left * right;
            case DurationOperator.Pow: return Math.Pow(left, right);
        }

        var isDivision = computed.Operator == DurationOperator.Div;
        if (right == 0)
            throw QueryContext.Failure(
                $"{computed.At.Start}:{computed.At.End}: {(isDivision ? "division" : "modulo")} by zero");
        return isDivision ? left / right : left % right;
    }
}
