using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Recursive descent with operator precedence. The first mistake ends it. The other parts of the class hold
/// selectors and modifiers, aggregations and calls, and durations.
/// </summary>
internal sealed partial class ExpressionParser
{
    private readonly string _text;
    private readonly ParserOptions _options;
    private readonly Lexer _lexer;
    private Token _token;
    private int _lastEnd;
    private int _depth;

    public ExpressionParser(string text, ParserOptions options)
    {
        (_text, _options) = (text, options);
        _lexer = new Lexer(text);
        _token = ReadToken();
    }

    public Expression ParseExpression()
    {
        if (_token.Kind == TokenKind.End) throw Fault(default, "no expression found in input");
        var expression = Expression(0);
        if (_token.Kind != TokenKind.End) throw Unexpected();
        return expression;
    }

    public VectorSelector ParseOnlySelector()
    {
        if (_token.Kind != TokenKind.LeftBrace && !_token.IsMetricName) throw Unexpected();
        var selector = Selector();
        if (_token.Kind != TokenKind.End) throw Unexpected();
        return selector;
    }

    private Expression Expression(int minPrecedence)
    {
        using var _ = new DepthGuard(this);
        var left = Unary();
        while (_token.IsOperator)
        {
            var op = BinaryOperators.Of(_token.Kind);
            var precedence = op.Precedence();
            if (precedence < minPrecedence) return left;
            Advance();
            left = Binary(left, op, precedence);
        }

        return left;
    }

    private BinaryExpression Binary(Expression left, BinaryOperator op, int precedence)
    {
        var returnsBool = Take(TokenKind.Bool);
        var matching = Matching();
        var right = Expression(op == BinaryOperator.Pow ? precedence : precedence + 1);
        var at = left.At.To(right.At);
        if (!_options.FillModifiers && (matching.FillLeft is not null || matching.FillRight is not null))
            throw Fault(at, "binop fill modifiers are experimental and not enabled");
        return new BinaryExpression
        {
            Operator = op,
            Left = left,
            Right = right,
            Matching = matching,
            ReturnsBool = returnsBool,
            At =
                at,
        };
    }

    /// <summary>A sign binds like a multiplication: -a^b is -(a^b), and -a*b is (-a)*b.</summary>
    private Expression Unary()
    {
        if (_token.Kind is not (TokenKind.Add or TokenKind.Sub)) return Postfix(Primary());
        var sign = Advance();
        var operand = Expression(BinaryOperator.Pow.Precedence());
        var at = new TextRange(sign.Start, operand.At.End);
        if (operand is not NumberLiteral number)
            return new UnaryExpression { Negates = sign.Kind == TokenKind.Sub, Operand = operand, At = at };
        if (sign.Kind == TokenKind.Sub) number.Value = -number.Value;
        number.At = at;
        return number;
    }

    private Expression Primary()
    {
        switch (_token.Kind)
        {
            case TokenKind.Number or TokenKind.Duration:
                return Number();
            case TokenKind.String:
                var text = Advance();
                return new StringLiteral { Value = StringUnquoter.Unquote(text.Text), At = text.At };
            case TokenKind.LeftParen:
                var open = Advance();
                var inner = Expression(0);
                var close = Expect(TokenKind.RightParen);
                return new Parenthesized { Inner = inner, At = open.At.To(close.At) };
            case TokenKind.LeftBrace:
                return Selector();
        }

        if (_token.IsAggregation) return AggregationOrSelector();
        if (!_token.IsMetricName) throw Unexpected();
        var callable = _token.Kind is TokenKind.Identifier or >= TokenKind.Start;
        return callable && PeekIs(TokenKind.LeftParen) ? Call() : Selector();
    }

    private NumberLiteral Number()
    {
        var token = Advance();
        if (token.Kind == TokenKind.Duration)
        {
            if (!PrometheusDuration.TryParse(token.Text, out var duration))
                throw Fault(token.At, $"not a valid duration string: {Go.Quote(token.Text)}");
            return new NumberLiteral { Value = duration.TotalSeconds, IsDuration = true, At = token.At };
        }

        if (!NumberText.TryParse(token.Text, out var value))
            throw Fault(token.At,
                $"error parsing number: strconv.ParseFloat: parsing {Go.Quote(token.Text)}: invalid syntax");
        return new NumberLiteral { Value = value, At = token.At };
    }

    private Token ReadToken()
    {
        var token = _peeked ?? _lexer.Next();
        _peeked = null;
        if (token.Kind == TokenKind.Error) throw Fault(new TextRange(token.Start, _text.Length), token.Text);
        return token;
    }

    private Token? _peeked;

    private bool PeekIs(TokenKind kind)
    {
        _peeked ??= _lexer.Next();
        return _peeked.Value.Kind == kind;
    }

    private Token Peek()
    {
        _peeked ??= _lexer.Next();
        return _peeked.Value;
    }

    private Token Advance()
    {
        var token = _token;
        _lastEnd = token.End;
        _token = ReadToken();
        return token;
    }

    private bool Take(TokenKind kind)
    {
        if (_token.Kind != kind) return false;
        Advance();
        return true;
    }

    private Token Expect(TokenKind kind, string context = "", string expected = "")
    {
        if (_token.Kind != kind) throw Unexpected(context, expected);
        return Advance();
    }

    private PromqlParseException Unexpected(string context = "", string expected = "")
    {
        var message = $"unexpected {_token.Describe()}";
        if (context.Length > 0) message += $" in {context}";
        if (expected.Length > 0) message += $", expected {expected}";
        return Fault(_token.At, message);
    }

    private PromqlParseException Fault(TextRange at, string reason) => new(_text, at, reason);

    /// <summary>Keeps a hostile text from overflowing the stack.</summary>
    private readonly ref struct DepthGuard
    {
        private readonly ExpressionParser _parser;

        public DepthGuard(ExpressionParser parser)
        {
            _parser = parser;
            if (++parser._depth > PromqlParser.MaxDepth)
                throw parser.Fault(
                    parser._token.At, $"expression nests deeper than {PromqlParser.MaxDepth} levels");
        }

        public void Dispose() => _parser._depth--;
    }
}
