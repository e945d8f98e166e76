namespace Hotaru.Promql;

/// <summary>Durations and arithmetic between them, in ranges, steps and offsets.</summary>
internal sealed partial class ExpressionParser
{
    /// <summary>2^63 nanoseconds in seconds.</summary>
    private const double MaxSeconds = 9223372036.854775807;

    /// <summary>Whole milliseconds; the peers round to nanoseconds first.</summary>
    private static long Milliseconds(Expression duration) =>
        duration is NumberLiteral number
            ? (long)Math.Clamp(Math.Round(number.Value * 1e9, MidpointRounding.AwayFromZero), long.MinValue,
                9.2233720368547748e18) / 1_000_000
            : 0;

    private bool StartsDuration() => _token.Kind is TokenKind.Number or TokenKind.Duration or TokenKind.Add
        or TokenKind.Sub or TokenKind.LeftParen or TokenKind.Step or TokenKind.Range or TokenKind.MaxOf
        or TokenKind.MinOf;

    private Expression PositiveDuration()
    {
        var duration = Duration(0);
        if (duration is NumberLiteral { Value: <= 0 })
            throw Fault(duration.At, "duration must be greater than 0");
        return duration;
    }

    /// <summary>
    /// Without parentheses an offset ends after one number: foo offset -2^2 is (foo offset -2)^2.
    /// </summary>
    private Expression OffsetDuration()
    {
        if (!StartsDuration()) throw Unexpected("offset", "number, duration, step(), or range()");
        if (_token.Kind == TokenKind.LeftParen) return Duration(0);
        if (_token.Kind is not (TokenKind.Add or TokenKind.Sub)) return DurationOperand();
        var sign = Advance();
        if (_token.Kind is TokenKind.Add or TokenKind.Sub) return Signed(sign, Duration(6));
        if (!StartsDuration()) throw Unexpected("offset", "number, duration, step(), or range()");
        return Signed(sign, DurationOperand());
    }

    private Expression Duration(int minPrecedence)
    {
        using var _ = new DepthGuard(this);
        Expression left;
        if (_token.Kind is TokenKind.Add or TokenKind.Sub)
        {
            var sign = Advance();
            left = Signed(sign, Duration(6));
        }
        else
        {
            left = DurationOperand();
        }

        while (Infix(_token.Kind) is var (op, precedence) && precedence >= minPrecedence && precedence > 0)
        {
            var sign = Advance();
            if (!_options.DurationExpressions)
                throw Fault(left.At, "experimental duration expression is not enabled");
            var right = Duration(op == DurationOperator.Pow ? precedence : precedence + 1);
            if (right is NumberLiteral { Value: 0 } && op is DurationOperator.Div or DurationOperator.Mod
                && right is NumberLiteral { Value: 0 })
                throw Fault(sign.At, op == DurationOperator.Div ? "division by zero" : "modulo by zero");
            left = new DurationExpression
            {
                Operator = op,
                Left = left,
                Right = right,
                At =
                left.At.To(right.At)
            };
        }

        return left;
    }

    private static (DurationOperator Operator, int Precedence) Infix(TokenKind kind) => kind switch
    {
        TokenKind.Add => (DurationOperator.Add, 4),
        TokenKind.Sub => (DurationOperator.Sub, 4),
        TokenKind.Mul => (DurationOperator.Mul, 5),
        TokenKind.Div => (DurationOperator.Div, 5),
        TokenKind.Mod => (DurationOperator.Mod, 5),
        TokenKind.Pow => (DurationOperator.Pow, 6),
        _ => (DurationOperator.Add, 0),
    };

    private Expression DurationOperand()
    {
        switch (_token.Kind)
        {
            case TokenKind.Number or TokenKind.Duration:
                var number = Number();
                if (Math.Abs(number.Value) > MaxSeconds) throw Fault(number.At, "duration out of range");
                return number;
            case TokenKind.LeftParen:
                var open = Advance();
                var inner = Duration(0);
                RequireDurationExpressions(inner.At);
                var close = Expect(TokenKind.RightParen);
                return Wrapped(inner, open.At.To(close.At));
            case TokenKind.Step or TokenKind.Range or TokenKind.MaxOf or TokenKind.MinOf:
                return DurationCall();
            default:
                throw Unexpected();
        }
    }

    private DurationExpression DurationCall()
    {
        var name = Advance();
        Expect(TokenKind.LeftParen);
        Expression? left = null, right = null;
        if (name.Kind is TokenKind.MaxOf or TokenKind.MinOf)
        {
            left = Duration(0);
            Expect(TokenKind.Comma);
            right = Duration(0);
        }

        var close = Expect(TokenKind.RightParen);
        var at = name.At.To(close.At);
        RequireDurationExpressions(at);
        return new DurationExpression
        {
            Operator = DurationOperator.Step
                + (name.Kind - TokenKind.Step),
            Left = left,
            Right = right,
            At = at,
        };
    }

    private static DurationExpression Wrapped(Expression inner, TextRange at)
    {
        if (inner is not DurationExpression computed)
            return new DurationExpression
            {
                Operator = DurationOperator.Add,
                Right = inner,
                Wrapped =
                true,
                At = at
            };
        computed.Wrapped = true;
        return computed;
    }

    private static Expression Signed(Token sign, Expression operand)
    {
        var at = new TextRange(sign.Start, operand.At.End);
        if (operand is DurationExpression computed)
        {
            if (sign.Kind == TokenKind.Add) return computed;
            return new DurationExpression { Operator = DurationOperator.Sub, Right = computed, At = at };
        }

        var number = (NumberLiteral)operand;
        if (sign.Kind == TokenKind.Sub) number.Value = -number.Value;
        number.At = at;
        return number;
    }

    private void RequireDurationExpressions(TextRange at)
    {
        if (!_options.DurationExpressions) throw Fault(at, "experimental duration expression is not enabled");
    }
}
