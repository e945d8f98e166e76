namespace Hotaru.Promql;

/// <summary>Breaks an expression over lines where its normal form is longer than a line.</summary>
internal static class PrettyPrinter
{
    private const int MaxLine = 100;

    /// <param name="level">How deep the node is indented; its own first line is indented as well.</param>
    public static string Print(Expression node, int level)
    {
        var indent = Indent(level);
        if (node is UnaryExpression unary)
            return indent + (unary.Negates ? "-" : "+") + Print(unary.Operand, level).Trim();
        var flat = node.ToString();
        if (flat.Length <= MaxLine) return indent + flat;
        return node switch
        {
            AggregateExpression aggregate => indent + ExpressionPrinter.AggregateHead(aggregate)
                + $"(\n{All(aggregate.Children, level + 1)}\n{indent})",
            BinaryExpression binary => Print(binary.Left, level + 1)
                + $"\n{indent}{ExpressionPrinter.OperatorText(binary)}\n" + Print(binary.Right, level + 1),
            FunctionCall call =>
                $"{indent}{call.Function.Name}(\n{All(call.Arguments, level + 1)}\n{indent})",
            Parenthesized paren => $"{indent}(\n{Print(paren.Inner, level + 1)}\n{indent})",
            SubqueryExpression subquery =>
                Print(subquery.Inner, level) + ExpressionPrinter.SubqueryTime(subquery),
            _ => indent + flat,
        };
    }

    private static string All(IEnumerable<Expression> nodes, int level) =>
        string.Join(",\n", nodes.Select(n => Print(n, level)));

    private static string Indent(int level) => new(' ', 2 * level);
}
