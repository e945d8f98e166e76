using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Checks a tree once its syntax is right: types, numbers of arguments, matching. First mistake ends it.
/// </summary>
internal sealed class TypeChecker(string text)
{
    public ValueKind Check(Expression node)
    {
        switch (node)
        {
            case AggregateExpression aggregate: CheckAggregate(aggregate); break;
            case BinaryExpression binary: CheckBinary(binary); break;
            case FunctionCall call: CheckCall(call); break;
            case Parenthesized paren: Check(paren.Inner); break;
            case UnaryExpression unary: CheckUnary(unary); break;
            case SubqueryExpression subquery: CheckSubquery(subquery); break;
            case MatrixSelector matrix: Check(matrix.Vector); break;
            case VectorSelector selector: CheckSelector(selector); break;
        }

        return node.Kind;
    }

    internal static string Documented(ValueKind kind) => kind switch
    {
        ValueKind.Vector => "instant vector",
        ValueKind.Matrix => "range vector",
        ValueKind.Scalar => "scalar",
        ValueKind.String => "string",
        _ => "none",
    };

    private void CheckAggregate(AggregateExpression node)
    {
        Expect(node.Operand, ValueKind.Vector, "aggregation expression");
        if (node.Parameter is null) return;
        var wanted = node.Operator == Aggregation.CountValues ? ValueKind.String : ValueKind.Scalar;
        Expect(node.Parameter, wanted, "aggregation parameter");
    }

    private void Expect(Expression node, ValueKind wanted, string context)
    {
        var found = Check(node);
        if (found != wanted)
            throw Fault(node.At, $"expected type {Documented(wanted)} in {context}, got {Documented(found)}");
    }

    private void CheckBinary(BinaryExpression node)
    {
        var (left, right) = (Check(node.Left), Check(node.Right));
        var op = node.Operator;
        if (node.ReturnsBool && !op.IsComparison())
            throw Fault(OperatorAt(node), "bool modifier can only be used on comparison operators");
        if (op.IsComparison() && !node.ReturnsBool && left == ValueKind.Scalar && right == ValueKind.Scalar)
            throw Fault(OperatorAt(node), "comparisons between scalars must use BOOL modifier");
        var matching = node.Matching!;
        if (op.IsSet() && matching.Cardinality == MatchCardinality.OneToOne)
            matching = node.Matching = matching with { Cardinality = MatchCardinality.ManyToMany };
        foreach (var label in matching.Labels)
        {
            if (matching.On && matching.Include.Contains(label))
                throw Fault(OperatorAt(node),
                    $"label {Go.Quote(label)} must not occur in ON and GROUP clause at once");
        }

        const string OnlyVectors = "binary expression must contain only scalar and instant vector types";
        if (left is not (ValueKind.Scalar or ValueKind.Vector)) throw Fault(node.Left.At, OnlyVectors);
        if (right is not (ValueKind.Scalar or ValueKind.Vector)) throw Fault(node.Right.At, OnlyVectors);
        CheckMatching(node, matching, left == ValueKind.Vector && right == ValueKind.Vector);
    }

    private void CheckMatching(BinaryExpression node, VectorMatching matching, bool vectors)
    {
        var symbol = Go.Quote(node.Operator.Symbol());
        var fills = matching.FillLeft is not null || matching.FillRight is not null;
        if (!vectors)
        {
            if (matching.Labels.Count > 0)
                throw Fault(node.At, "vector matching only allowed between instant vectors");
            if (fills) throw Fault(node.At, "filling in missing series only allowed between instant vectors");
            node.Matching = null;
            if (node.Operator.IsSet())
                throw Fault(node.At, $"set operator {symbol} not allowed in binary scalar expression");
            return;
        }

        if (!node.Operator.IsSet()) return;
        if (matching.Cardinality is MatchCardinality.OneToMany or MatchCardinality.ManyToOne)
            throw Fault(node.At, $"no grouping allowed for {symbol} operation");
        if (fills) throw Fault(node.At, "filling in missing series not allowed for set operators");
    }

    /// <summary>The operator with its modifiers, without the white space around it.</summary>
    private TextRange OperatorAt(BinaryExpression node)
    {
        var (start, end) = (node.Left.At.End, node.Right.At.Start);
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return new TextRange(start, end);
    }

    private void CheckCall(FunctionCall node)
    {
        var (function, given) = (node.Function, node.Arguments.Count);
        var (name, wanted) = (Go.Quote(function.Name), function.Arguments.Count);
        if (function.Variadic == 0 && wanted != given)
            throw Fault(node.At, $"expected {wanted} argument(s) in call to {name}, got {given}");
        if (function.Variadic != 0 && wanted - 1 > given)
            throw Fault(
                node.At, $"expected at least {wanted - 1} argument(s) in call to {name}, got {given}");
        if (function.Variadic > 0 && wanted - 1 + function.Variadic < given)
            throw Fault(node.At, $"expected at most {wanted - 1 + function.Variadic} argument(s) in call "
                + $"to {name}, got {given}");
        if (function.Name == "info" && given > 1) CheckInfoSelector(node);
        for (var i = 0; i < given; i++)
        {
            var type = function.Arguments[Math.Min(i, wanted - 1)];
            var found = Check(node.Arguments[i]);
            if (found != type)
                throw Fault(node.Arguments[i].At,
                    $"expected type {Documented(type)} in call to function {name}, got {Documented(found)}");
        }
    }

    private void CheckInfoSelector(FunctionCall node)
    {
        var argument = node.Arguments[1];
        if (argument.Kind != ValueKind.Vector)
            throw Fault(node.At, "expected type instant vector in call to function \"info\", got "
                + $"{Documented(argument.Kind)}");
        if (argument is not VectorSelector selector)
            throw Fault(argument.At, "expected label selectors only");
        if (selector.Name.Length > 0)
            throw Fault(argument.At, "expected label selectors only, got vector selector instead");
        selector.MayMatchEverything = true;
    }

    private void CheckUnary(UnaryExpression node)
    {
        var found = Check(node.Operand);
        if (found is not (ValueKind.Scalar or ValueKind.Vector))
            throw Fault(node.At, "unary expression only allowed on expressions of type scalar or instant "
                + $"vector, got {Go.Quote(Documented(found))}");
    }

    private void CheckSubquery(SubqueryExpression node)
    {
        var found = Check(node.Inner);
        if (found != ValueKind.Vector)
            throw Fault(node.At, "subquery is only allowed on instant vector, got "
                + $"{found.ToString().ToLowerInvariant()} instead");
    }

    private void CheckSelector(VectorSelector node)
    {
        if (node.Name.Length > 0)
        {
            for (var i = 0; i < node.Matchers.Count - 1; i++)
            {
                var matcher = node.Matchers[i];
                if (matcher.Name == LabelNames.MetricName)
                    throw Fault(node.At, $"metric name must not be set twice: {Go.Quote(node.Name)} or "
                        + $"{Go.Quote(matcher.Value)}");
            }
        }
        else if (!node.MayMatchEverything && node.Matchers.All(m => m.MatchesEmpty))
        {
            throw Fault(node.At, "vector selector must contain at least one non-empty matcher");
        }
    }

    private PromqlParseException Fault(TextRange at, string reason) => new(text, at, reason);
}
