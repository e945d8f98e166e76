using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>Questions that evaluation asks of the syntax tree.</summary>
internal static class Expressions
{
    public static Expression Unwrap(Expression node)
    {
        while (node is Parenthesized paren) node = paren.Inner;
        return node;
    }

    public static string Text(Expression node) => ((StringLiteral)Unwrap(node)).Value;

    /// <summary>
    /// Whether the series of a vector differ in more than their names, so that names can go at once.
    /// </summary>
    public static bool DifferWithoutNames(Expression node) => Unwrap(node) switch
    {
        VectorSelector selector => selector.Matchers.Any(
            m => m.Name == LabelNames.MetricName && m.Operator == MatchOperator.Equal && m.Value.Length > 0),
        MatrixSelector matrix => DifferWithoutNames(matrix.Vector),
        SubqueryExpression subquery => DifferWithoutNames(subquery.Inner),
        AggregateExpression aggregate =>
            aggregate.Operator is <= Aggregation.Stdvar or Aggregation.Quantile
                ? aggregate.Without || !aggregate.Grouping.Any(MetricLabels.IsMetadata)
                : aggregate.Operator != Aggregation.CountValues && DifferWithoutNames(aggregate.Operand),
        UnaryExpression unary => DifferWithoutNames(unary.Operand),
        FunctionCall call => OfCall(call),
        BinaryExpression { Matching: null } binary => DifferWithoutNames(
            binary.Left.Kind == ValueKind.Vector ? binary.Left : binary.Right),
        _ => false,
    };

    private static bool OfCall(FunctionCall call)
    {
        if (call.Function.Name is "label_replace" or "label_join" or "info" or "histogram_quantiles")
            return false;
        var argument = call.Arguments.FirstOrDefault(a => a.Kind is ValueKind.Vector or ValueKind.Matrix);
        return argument is null || DifferWithoutNames(argument);
    }
}
