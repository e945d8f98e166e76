namespace Hotaru.Promql;

/// <summary>Aggregations, calls, and the modifiers of binary operators.</summary>
internal sealed partial class ExpressionParser
{
    private Expression AggregationOrSelector()
    {
        switch (Peek().Kind)
        {
            case TokenKind.LeftParen or TokenKind.By or TokenKind.Without:
                return Aggregation();
            case TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.String or TokenKind.Number
                or TokenKind.Duration:
                Advance();
                throw Unexpected("aggregation");
            default:
                return Selector();
        }
    }

    private AggregateExpression Aggregation()
    {
        var op = Advance();
        var grouping = GroupingModifier(out var without);
        if (_token.Kind != TokenKind.LeftParen) throw Unexpected("aggregation");
        var arguments = Arguments();
        grouping ??= GroupingModifier(out without);
        var at = new TextRange(op.Start, _lastEnd);
        if (arguments.Count == 0) throw Fault(at, "no arguments for aggregate expression provided");
        var hasParameter = op.Kind is TokenKind.TopK or TokenKind.BottomK or TokenKind.CountValues
            or TokenKind.Quantile or TokenKind.LimitK or TokenKind.LimitRatio;
        if (op.Kind is TokenKind.LimitK or TokenKind.LimitRatio && !_options.ExperimentalFunctions)
            throw Fault(at, $"{Keywords.Symbol(op.Kind)}() is experimental and must be enabled with "
                + "--enable-feature=promql-experimental-functions");
        var wanted = hasParameter ? 2 : 1;
        if (arguments.Count != wanted)
            throw Fault(at, "wrong number of arguments for aggregate expression provided, expected "
                + $"{wanted}, got {arguments.Count}");
        return new AggregateExpression
        {
            Operator = Promql.Aggregation.Sum + (op.Kind - TokenKind.Sum),
            Operand = arguments[^1],
            Parameter = hasParameter ? arguments[0] : null,
            Grouping = grouping
                ?? [],
            Without = without,
            At = at,
        };
    }

    private List<string>? GroupingModifier(out bool without)
    {
        without = _token.Kind == TokenKind.Without;
        if (!without && _token.Kind != TokenKind.By) return null;
        Advance();
        return GroupingLabels();
    }

    private List<string> GroupingLabels()
    {
        Expect(TokenKind.LeftParen, "grouping opts", "\"(\"");
        var labels = new List<string>();
        while (_token.Kind != TokenKind.RightParen)
        {
            if (!_token.IsLabelName && _token.Kind != TokenKind.String)
                throw Unexpected("grouping opts", "label");
            var token = Advance();
            var name = token.Kind == TokenKind.String ? StringUnquoter.Unquote(token.Text) : token.Text;
            if (!Go.IsLabelName(name))
                throw Fault(token.At, $"invalid label name for grouping: {Go.Quote(name)}");
            labels.Add(name);
            if (Take(TokenKind.Comma)) continue;
            if (_token.Kind != TokenKind.RightParen) throw Unexpected("grouping opts", "\",\" or \")\"");
        }

        Advance();
        return labels;
    }

    private FunctionCall Call()
    {
        var name = Advance();
        var arguments = Arguments();
        var function = FunctionCatalog.Find(name.Text)
            ?? throw Fault(name.At, $"unknown function with name {Go.Quote(name.Text)}");
        if (function.Experimental && !_options.ExperimentalFunctions)
            throw Fault(name.At, $"function {Go.Quote(name.Text)} is not enabled");
        return new FunctionCall
        {
            Function = function,
            Arguments = arguments,
            At = new TextRange(name.Start, _lastEnd),
        };
    }

    private List<Expression> Arguments()
    {
        Expect(TokenKind.LeftParen);
        var arguments = new List<Expression>();
        if (Take(TokenKind.RightParen)) return arguments;
        while (true)
        {
            arguments.Add(Expression(0));
            if (_token.Kind != TokenKind.Comma) break;
            var comma = Advance();
            if (_token.Kind == TokenKind.RightParen)
                throw Fault(comma.At, "trailing commas not allowed in function call args");
        }

        Expect(TokenKind.RightParen);
        return arguments;
    }

    private VectorMatching Matching()
    {
        var matching = new VectorMatching();
        if (_token.Kind is TokenKind.On or TokenKind.Ignoring)
        {
            var on = Advance().Kind == TokenKind.On;
            matching = matching with { On = on, Labels = GroupingLabels() };
            if (_token.Kind is TokenKind.GroupLeft or TokenKind.GroupRight)
            {
                var many = Advance().Kind == TokenKind.GroupLeft ? MatchCardinality.ManyToOne
                    : MatchCardinality.OneToMany;
                var include = _token.Kind == TokenKind.LeftParen ? GroupingLabels() : [];
                matching = matching with { Cardinality = many, Include = include };
            }
        }

        return Fill(matching);
    }

    private VectorMatching Fill(VectorMatching matching)
    {
        switch (_token.Kind)
        {
            case TokenKind.Fill:
                Advance();
                var both = FillValue();
                return matching with { FillLeft = both, FillRight = both };
            case TokenKind.FillLeft:
                Advance();
                matching = matching with { FillLeft = FillValue() };
                return Take(TokenKind.FillRight) ? matching with { FillRight = FillValue() } : matching;
            case TokenKind.FillRight:
                Advance();
                matching = matching with { FillRight = FillValue() };
                return Take(TokenKind.FillLeft) ? matching with { FillLeft = FillValue() } : matching;
            default:
                return matching;
        }
    }

    private double FillValue()
    {
        Expect(TokenKind.LeftParen);
        var sign = 1.0;
        if (_token.Kind is TokenKind.Add or TokenKind.Sub) sign = Advance().Kind == TokenKind.Sub ? -1 : 1;
        if (_token.Kind is not (TokenKind.Number or TokenKind.Duration)) throw Unexpected();
        var value = Number().Value;
        Expect(TokenKind.RightParen);
        return sign * value;
    }
}
