using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>The normal form of an expression, as Prometheus prints it.</summary>
internal static class ExpressionPrinter
{
    public static string Print(Expression node) => node switch
    {
        NumberLiteral number => Number(number),
        StringLiteral text => Go.Quote(text.Value),
        Parenthesized paren => $"({Print(paren.Inner)})",
        UnaryExpression unary => (unary.Negates ? "-" : "+") + Print(unary.Operand),
        BinaryExpression binary => $"{LeftOf(binary)} {OperatorText(binary)} {Print(binary.Right)}",
        AggregateExpression aggregate =>
            $"{AggregateHead(aggregate)}({string.Join(", ", aggregate.Children.Select(Print))})",
        FunctionCall call => $"{call.Function.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        VectorSelector vector =>
            Selector(vector) + AtText(vector.Time) + Extension(vector) + OffsetText(vector.Time),
        MatrixSelector matrix => Selector(matrix.Vector) + $"[{Duration(matrix.RangeMs, matrix.Range)}]"
            + Extension(matrix.Vector) + AtText(matrix.Vector.Time) + OffsetText(matrix.Vector.Time),
        SubqueryExpression subquery => Print(subquery.Inner) + SubqueryTime(subquery),
        DurationExpression duration => Computed(duration),
        _ => throw new InvalidOperationException($"BUG: no printer for {node.GetType()}"),
    };

    /// <summary>The sign of +Inf would be taken for one before the whole power.</summary>
    private static string LeftOf(BinaryExpression node) =>
        node is { Operator: BinaryOperator.Pow, Left: NumberLiteral { Value: double.PositiveInfinity } }
            ? "Inf"
            : Print(node.Left);

    public static string OperatorText(BinaryExpression node)
    {
        var text = new StringBuilder(node.Operator.Symbol());
        if (node.ReturnsBool) text.Append(" bool");
        if (node.Matching is not { } matching) return text.ToString();
        var grouped = matching.Cardinality is MatchCardinality.ManyToOne or MatchCardinality.OneToMany;
        if (matching.Labels.Count > 0 || matching.On || grouped)
            text.Append(matching.On ? " on (" : " ignoring (").Append(Labels(matching.Labels)).Append(')');
        if (grouped)
        {
            text.Append(
                matching.Cardinality == MatchCardinality.ManyToOne ? " group_left (" : " group_right (");
            text.Append(Labels(matching.Include)).Append(')');
        }

        if (matching.FillLeft is { } left && matching.FillRight is { } right && left == right)
            return text.Append($" fill ({Go.Float(left)})").ToString();
        if (matching.FillLeft is { } onlyLeft) text.Append($" fill_left ({Go.Float(onlyLeft)})");
        if (matching.FillRight is { } onlyRight) text.Append($" fill_right ({Go.Float(onlyRight)})");
        return text.ToString();
    }

    public static string AggregateHead(AggregateExpression node)
    {
        if (node.Without) return $"{node.Name} without ({Labels(node.Grouping)}) ";
        return node.Grouping.Count > 0 ? $"{node.Name} by ({Labels(node.Grouping)}) " : node.Name;
    }

    public static string SubqueryTime(SubqueryExpression node)
    {
        var step = node.StepMs != 0 ? Duration(node.StepMs, null) : node.Step is null ? "" : Print(node.Step);
        return $"[{Duration(node.RangeMs, node.Range)}:{step}]{AtText(node.Time)}{OffsetText(node.Time)}";
    }

    private static string Labels(IReadOnlyList<string> names) =>
        string.Join(", ", names.Select(n => LabelNames.IsLegacyValid(n) ? n : Go.Quote(n)));

    private static string Selector(VectorSelector node)
    {
        var matchers = node.Matchers
            .Where(m => !(m.Name == LabelNames.MetricName && m.Operator == MatchOperator.Equal
                && m.Value == node.Name && m.Value.Length > 0))
            .Select(m => m.ToString())
            .Order(StringComparer.Ordinal)
            .ToList();
        return matchers.Count == 0 && node.Name.Length > 0 ? node.Name
            : $"{node.Name}{{{string.Join(",", matchers)}}}";
    }

    private static string Extension(VectorSelector node) =>
        node.Anchored ? " anchored" : node.Smoothed ? " smoothed" : "";

    private static string AtText(TimeModifiers time) => time switch
    {
        { AtMs: { } at } => $" @ {(at / 1000.0).ToString("F3", CultureInfo.InvariantCulture)}",
        { Edge: AtEdge.Start } => " @ start()",
        { Edge: AtEdge.End } => " @ end()",
        _ => "",
    };

    private static string OffsetText(TimeModifiers time) => time switch
    {
        { Offset: { } computed } => $" offset {Computed(computed)}",
        { OffsetMs: 0 } => "",
        _ => $" offset {Duration(time.OffsetMs, null)}",
    };

    private static string Duration(long milliseconds, DurationExpression? computed) =>
        computed is null ? PrometheusDuration.Format(TimeSpan.FromMilliseconds(milliseconds))
            : Computed(computed);

    private static string Number(NumberLiteral node)
    {
        if (!node.IsDuration) return GoFloat.Fixed(node.Value);
        // A duration with a sign may have been scaled; what has no form in milliseconds is printed as a
        // number.
        return PrometheusDuration.Format(TimeSpan.FromMilliseconds(Math.Round(node.Value * 1000)));
    }

    private static string Computed(DurationExpression node)
    {
        var text = node.Operator switch
        {
            DurationOperator.Step => "step()",
            DurationOperator.Range => "range()",
            DurationOperator.MinOf => $"min_of({Print(node.Left!)}, {Print(node.Right!)})",
            DurationOperator.MaxOf => $"max_of({Print(node.Left!)}, {Print(node.Right!)})",
            DurationOperator.Add when node.Left is null => Print(node.Right!),
            _ when node.Left is null => "-" + Print(node.Right!),
            _ => $"{Print(node.Left)} {Sign(node.Operator)} {Print(node.Right!)}",
        };
        return node.Wrapped ? $"({text})" : text;
    }

    private static char Sign(DurationOperator op) => "+-*/%^"[(int)op];
}
