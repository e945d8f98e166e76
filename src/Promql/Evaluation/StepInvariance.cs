namespace Hotaru.Promql;

/// <summary>
/// Which expressions have the same value at every step, so that one evaluation serves all of them.
/// </summary>
internal static class StepInvariance
{
    private static readonly HashSet<string> TimeDependent = new(StringComparer.Ordinal)
    {
        "days_in_month", "day_of_month", "day_of_week", "day_of_year", "hour", "minute", "month", "year",
        "predict_linear", "time", "timestamp",
    };

    public static bool Holds(Expression node) => node switch
    {
        NumberLiteral or StringLiteral => true,
        VectorSelector selector => selector.Time.HasAt,
        MatrixSelector matrix => matrix.Vector.Time.HasAt,
        SubqueryExpression subquery => subquery.Time.HasAt,
        AggregateExpression aggregate => Holds(aggregate.Operand),
        BinaryExpression binary => Holds(binary.Left) && Holds(binary.Right),
        Parenthesized paren => Holds(paren.Inner),
        UnaryExpression unary => Holds(unary.Operand),
        FunctionCall call => OfCall(call),
        _ => false,
    };

    private static bool OfCall(FunctionCall call)
    {
        if (call.Function.Name == "timestamp"
            && Expressions.Unwrap(call.Arguments[0]) is VectorSelector selector)
            return selector.Time.HasAt;
        return !TimeDependent.Contains(call.Function.Name) && call.Arguments.All(Holds);
    }
}
