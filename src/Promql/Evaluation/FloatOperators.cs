namespace Hotaru.Promql;

/// <summary>Binary operators between floats.</summary>
internal static class FloatOperators
{
    /// <summary>Between scalars a comparison gives 0 or 1.</summary>
    public static double Scalar(BinaryOperator op, double left, double right) =>
        op.IsComparison() ? (Compare(op, left, right) ? 1 : 0) : Compute(op, left, right);

    public static double Compute(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Sub => left - right,
        BinaryOperator.Mul => left * right,
        BinaryOperator.Div => left / right,
        BinaryOperator.Mod => left % right,
        BinaryOperator.Pow => Math.Pow(left, right),
        BinaryOperator.Atan2 => Math.Atan2(left, right),
        _ => throw QueryContext.Failure($"operator \"{op.Symbol()}\" not allowed for Scalar operations"),
    };

    public static bool Compare(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Equal => left == right,
        BinaryOperator.NotEqual => left != right,
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    };
}
