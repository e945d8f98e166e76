using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Selectors and what may follow an expression: ranges, subqueries, offset, @, anchored, smoothed.
/// </summary>
internal sealed partial class ExpressionParser
{
    private VectorSelector Selector()
    {
        var start = _token.Start;
        var name = "";
        if (_token.Kind != TokenKind.LeftBrace)
        {
            name = Advance().Text;
            if (_token.Kind != TokenKind.LeftBrace) return Assemble(name, [], new TextRange(start, _lastEnd));
        }

        Advance();
        var matchers = new List<Matcher>();
        while (_token.Kind != TokenKind.RightBrace)
        {
            matchers.Add(LabelMatcher());
            if (Take(TokenKind.Comma)) continue;
            if (_token.Kind != TokenKind.RightBrace) throw Unexpected("label matching", "\",\" or \"}\"");
        }

        Advance();
        return Assemble(name, matchers, new TextRange(start, _lastEnd));
    }

    private static VectorSelector Assemble(string name, List<Matcher> matchers, TextRange at)
    {
        if (name.Length > 0) matchers.Add(new Matcher(LabelNames.MetricName, MatchOperator.Equal, name));
        return new VectorSelector { Name = name, Matchers = matchers, At = at };
    }

    private Matcher LabelMatcher()
    {
        if (_token.Kind is not (TokenKind.Identifier or TokenKind.String))
            throw Unexpected("label matching", "identifier or \"}\"");
        var label = Advance();
        var name = label.Kind == TokenKind.String ? StringUnquoter.Unquote(label.Text) : label.Text;
        MatchOperator? op = _token.Kind switch
        {
            TokenKind.Equal => MatchOperator.Equal,
            TokenKind.NotEqual => MatchOperator.NotEqual,
            TokenKind.EqualRegex => MatchOperator.Regex,
            TokenKind.NotEqualRegex => MatchOperator.NotRegex,
            _ => null,
        };
        if (op is null && label.Kind == TokenKind.String)
            return new Matcher(LabelNames.MetricName, MatchOperator.Equal, name);
        if (op is null) throw Unexpected("label matching", "label matching operator");
        Advance();
        var value = Expect(TokenKind.String, "label matching", "string");
        try
        {
            return new Matcher(name, op.Value, StringUnquoter.Unquote(value.Text));
        }
        catch (FormatException e)
        {
            throw Fault(label.At.To(value.At), $"error parsing regexp: {e.Message}");
        }
    }

    private Expression Postfix(Expression expression)
    {
        while (true)
        {
            switch (_token.Kind)
            {
                case TokenKind.LeftBracket:
                    expression = RangeOrSubquery(expression);
                    break;
                case TokenKind.Offset:
                    Advance();
                    ApplyOffset(expression, OffsetDuration());
                    break;
                case TokenKind.At:
                    Advance();
                    ApplyAt(expression);
                    break;
                case TokenKind.Anchored or TokenKind.Smoothed:
                    ApplyExtension(expression, Advance().Kind);
                    break;
                default:
                    return expression;
            }
        }
    }

    private Expression RangeOrSubquery(Expression inner)
    {
        var open = Advance();
        if (!StartsDuration())
            throw Unexpected("subquery or range selector", "number, duration, step(), or range()");
        var range = PositiveDuration();
        if (_token.Kind == TokenKind.RightBracket) return Range(inner, range, open.At.To(Advance().At));
        Expect(TokenKind.Colon, "subquery or range", "\":\" or \"]\"");
        Expression? step = null;
        if (_token.Kind != TokenKind.RightBracket)
        {
            if (!StartsDuration())
                throw Unexpected("subquery selector", "number, duration, step(), range(), or \"]\"");
            step = PositiveDuration();
        }

        var close = Expect(TokenKind.RightBracket, "subquery selector", "\"]\"");
        return new SubqueryExpression
        {
            Inner = inner,
            RangeMs = Milliseconds(range),
            Range = range as DurationExpression,
            StepMs = step is null ? 0 : Milliseconds(step),
            Step = step as DurationExpression,
            At = inner.At.To(close.At),
        };
    }

    private MatrixSelector Range(Expression inner, Expression range, TextRange brackets)
    {
        if (inner is not VectorSelector vector)
            throw Fault(brackets, "ranges only allowed for vector selectors");
        if (vector.Time.HasOffset) throw Fault(brackets, "no offset modifiers allowed before range");
        if (vector.Time.HasAt) throw Fault(brackets, "no @ modifiers allowed before range");
        return new MatrixSelector
        {
            Vector = vector,
            RangeMs = Milliseconds(range),
            Range = range as DurationExpression,
            At = vector.At.To(brackets),
        };
    }

    private void ApplyOffset(Expression expression, Expression duration)
    {
        var time = TimeOf(expression)
            ?? throw Fault(expression.At, "offset modifier must be preceded by an instant vector selector "
                + "or range vector selector or a subquery");
        if (time.HasOffset) throw Fault(expression.At, "offset may not be set multiple times");
        if (duration is DurationExpression computed) time.Offset = computed;
        else time.OffsetMs = Milliseconds(duration);
        ExtendTo(expression);
    }

    private void ApplyAt(Expression expression)
    {
        var edge = _token.Kind switch
        {
            TokenKind.Start => AtEdge.Start,
            TokenKind.EndOfRange => AtEdge.End,
            _ => AtEdge.None,
        };
        double seconds = 0;
        if (edge != AtEdge.None)
        {
            Advance();
            Expect(TokenKind.LeftParen, "@", "timestamp");
            Expect(TokenKind.RightParen, "@", "timestamp");
        }
        else
        {
            seconds = Timestamp();
        }

        if (!(Math.Abs(seconds) < long.MaxValue))
            throw Fault(expression.At, $"timestamp out of bounds for @ modifier: {Go.Float(seconds)}");
        var time = TimeOf(expression)
            ?? throw Fault(expression.At, "@ modifier must be preceded by an instant vector selector or "
                + "range vector selector or a subquery");
        if (time.HasAt) throw Fault(expression.At, "@ <timestamp> may not be set multiple times");
        time.Edge = edge;
        if (edge == AtEdge.None) time.AtMs = (long)Math.Round(seconds * 1000, MidpointRounding.AwayFromZero);
        ExtendTo(expression);
    }

    private double Timestamp()
    {
        var sign = 1.0;
        if (_token.Kind is TokenKind.Add or TokenKind.Sub) sign = Advance().Kind == TokenKind.Sub ? -1 : 1;
        if (_token.Kind is not (TokenKind.Number or TokenKind.Duration)) throw Unexpected("@", "timestamp");
        return sign * Number().Value;
    }

    private void ApplyExtension(Expression expression, TokenKind kind)
    {
        var name = Keywords.Symbol(kind);
        if (!_options.ExtendedRangeSelectors)
            throw Fault(expression.At, $"{name} modifier is experimental and not enabled");
        if (expression is SubqueryExpression)
            throw Fault(expression.At, $"{name} modifier is not supported for subqueries");
        var vector = expression as VectorSelector ?? (expression as MatrixSelector)?.Vector
            ?? throw Fault(expression.At, $"{name} modifier not implemented");
        if (kind == TokenKind.Anchored) vector.Anchored = true;
        else vector.Smoothed = true;
        if (vector is { Anchored: true, Smoothed: true })
            throw Fault(expression.At, "anchored and smoothed modifiers cannot be used together");
    }

    private static TimeModifiers? TimeOf(Expression expression) => expression switch
    {
        VectorSelector vector => vector.Time,
        MatrixSelector matrix => matrix.Vector.Time,
        SubqueryExpression subquery => subquery.Time,
        _ => null,
    };

    private void ExtendTo(Expression expression) => expression.At = expression.At with { End = _lastEnd };
}
