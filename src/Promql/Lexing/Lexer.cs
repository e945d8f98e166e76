namespace Hotaru.Promql;

/// <summary>
/// Cuts an expression into tokens, one a call. What a character means depends on whether it stands in braces
/// (label matchers), in brackets (durations) or in neither.
/// </summary>
internal sealed partial class Lexer(string text)
{
    private int _position;
    private int _start;
    private int _parenDepth;
    private bool _inBraces;
    private bool _inBrackets;
    private bool _awaitsDuration;
    private bool _sawDuration;
    private bool _sawColon;
    private Token? _failure;

    private char Current => _position < text.Length ? text[_position] : '\0';

    private bool AtEnd => _position >= text.Length;

    /// <summary>The next token; after the end or an error always the same.</summary>
    public Token Next()
    {
        if (_failure is { } failure) return failure;
        SkipSpaceAndComments();
        _start = _position;
        if (_inBraces) return InBraces();
        return _inBrackets && _awaitsDuration ? InDuration() : InStatement();
    }

    private void SkipSpaceAndComments()
    {
        while (!AtEnd)
        {
            if (IsSpace(Current))
            {
                _position++;
            }
            else if (Current == '#' && !(_inBrackets && _awaitsDuration))
            {
                while (!AtEnd && Current is not ('\n' or '\r')) _position++;
            }
            else
            {
                return;
            }
        }
    }

    private Token InStatement()
    {
        if (AtEnd) return EndOfText();
        var c = text[_position++];
        switch (c)
        {
            case ',': return Emit(TokenKind.Comma);
            case '*': return Emit(TokenKind.Mul);
            case '/': return Emit(TokenKind.Div);
            case '%': return Emit(TokenKind.Mod);
            case '+': return Emit(TokenKind.Add);
            case '-': return Emit(TokenKind.Sub);
            case '^': return Emit(TokenKind.Pow);
            case '@': return Emit(TokenKind.At);
            case '=' when Current == '~': return Fail($"unexpected character after '=': {Go.Quote('~')}");
            case '=': return Take('=') ? Emit(TokenKind.EqualEqual) : Emit(TokenKind.Equal);
            case '!':
                return Take('=') ? Emit(TokenKind.NotEqual)
                : Fail($"unexpected character after '!': {Here()}");
            case '<':
                return Take('=') ? Emit(TokenKind.LessEqual)
                : Take('/') ? Emit(TokenKind.TrimUpper) : Emit(TokenKind.Less);
            case '>':
                return Take('=') ? Emit(TokenKind.GreaterEqual)
                : Take('/') ? Emit(TokenKind.TrimLower) : Emit(TokenKind.Greater);
            case '"' or '\'' or '`': return Text(c);
            case '(':
                _parenDepth++;
                return Emit(TokenKind.LeftParen);
            case ')': return CloseParen();
            case '{':
                _inBraces = true;
                return Emit(TokenKind.LeftBrace);
            case '[': return OpenBracket();
            case ']': return CloseBracket();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Current))) return NumberOrDuration();
        if (IsAlpha(c) || c == ':') return _inBrackets ? WordInBrackets(c) : Word();
        return Fail($"unexpected character: {Quoted(_start)}");
    }

    private Token EndOfText()
    {
        if (_parenDepth != 0) return Fail("unclosed left parenthesis");
        if (_inBrackets) return Fail("unclosed left bracket");
        return new Token(TokenKind.End, text.Length, "");
    }

    private Token CloseParen()
    {
        if (--_parenDepth < 0) return Fail($"unexpected right parenthesis {Go.Quote(')')}");
        return Emit(TokenKind.RightParen);
    }

    private Token OpenBracket()
    {
        if (_inBrackets) return Fail($"unexpected left bracket {Go.Quote('[')}");
        (_inBrackets, _awaitsDuration, _sawColon) = (true, true, false);
        return Emit(TokenKind.LeftBracket);
    }

    private Token CloseBracket()
    {
        if (!_inBrackets) return Fail($"unexpected right bracket {Go.Quote(']')}");
        _inBrackets = false;
        return Emit(TokenKind.RightBracket);
    }

    /// <summary>
    /// Up to and after the first number in brackets, where only parts of a duration may stand.
    /// </summary>
    private Token InDuration()
    {
        if (AtEnd) return Fail("unexpected end of input in duration expression");
        var c = text[_position++];
        switch (c)
        {
            case ']': return CloseBracket();
            case ':' when !_sawDuration:
                return Fail(
                "unexpected colon before duration in duration expression");
            case ':' when _sawColon: return Fail("unexpected repeated colon in duration expression");
            case ':':
                _sawColon = true;
                return Emit(TokenKind.Colon);
            case '(':
                _parenDepth++;
                return Emit(TokenKind.LeftParen);
            case ')': return CloseParen();
            case '+': return Emit(TokenKind.Add);
            case '-': return Emit(TokenKind.Sub);
            case '*': return Emit(TokenKind.Mul);
            case '/': return Emit(TokenKind.Div);
            case '%': return Emit(TokenKind.Mod);
            case '^': return Emit(TokenKind.Pow);
            case ',': return Emit(TokenKind.Comma);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Current)))
        {
            (_sawDuration, _awaitsDuration) = (true, false);
            return NumberOrDuration();
        }

        if (DurationWord() is { } word)
        {
            _sawDuration = true;
            return word;
        }

        return Fail($"unexpected character in duration expression: {Quoted(_start)}");
    }

    private Token WordInBrackets(char c)
    {
        if (c == ':')
        {
            if (_sawColon) return Fail($"unexpected colon {Go.Quote(':')}");
            _sawColon = true;
            return Emit(TokenKind.Colon);
        }

        return DurationWord() ?? Fail($"unexpected character: {Go.Quote(c)}, expected {Go.Quote(':')}");
    }

    private Token? DurationWord()
    {
        var end = _start;
        while (end < text.Length && IsAlpha(text[end])) end++;
        if (!Keywords.TryFind(text[_start..end], out var kind)) return null;
        if (kind is not (TokenKind.Step or TokenKind.Range or TokenKind.MaxOf or TokenKind.MinOf))
            return null;
        _position = end;
        return Emit(kind);
    }

    private Token InBraces()
    {
        if (AtEnd) return Fail("unexpected end of input inside braces");
        var c = text[_position++];
        switch (c)
        {
            case ',': return Emit(TokenKind.Comma);
            case '"' or '\'' or '`': return Text(c);
            case '=': return Take('~') ? Emit(TokenKind.EqualRegex) : Emit(TokenKind.Equal);
            case '!' when Take('~'): return Emit(TokenKind.NotEqualRegex);
            case '!' when Take('='): return Emit(TokenKind.NotEqual);
            case '!': return Fail($"unexpected character after '!' inside braces: {Here()}");
            case '{': return Fail($"unexpected left brace {Go.Quote('{')}");
            case '}':
                _inBraces = false;
                return Emit(TokenKind.RightBrace);
        }

        if (!IsAlpha(c)) return Fail($"unexpected character inside braces: {Quoted(_start)}");
        while (IsAlphanumeric(Current)) _position++;
        return Emit(TokenKind.Identifier);
    }

    private Token Word()
    {
        while (IsAlphanumeric(Current) || Current == ':') _position++;
        var word = text[_start.._position];
        if (!Keywords.TryFind(word, out var kind))
            return Emit(word.Contains(':', StringComparison.Ordinal) ? TokenKind.MetricIdentifier
                : TokenKind.Identifier);

        // fill is a word of the language only where a parenthesis follows: it may be a metric's name.
        var isFill = kind is TokenKind.Fill or TokenKind.FillLeft or TokenKind.FillRight;
        return Emit(isFill && !ParenFollows() ? TokenKind.Identifier : kind);
    }

    private bool ParenFollows()
    {
        var at = _position;
        while (at < text.Length && IsSpace(text[at])) at++;
        return at < text.Length && text[at] == '(';
    }

    private bool Take(char c)
    {
        if (Current != c || AtEnd) return false;
        _position++;
        return true;
    }

    private Token Emit(TokenKind kind) => new(kind, _start, text[_start.._position]);

    private Token Fail(string message) => (_failure = new Token(TokenKind.Error, _start, message)).Value;

    private string Here() => AtEnd ? "'\\ufffd'" : Quoted(_position);

    private string Quoted(int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length
            ? $"'{text.Substring(at, 2)}'"
            : Go.Quote(text[at]);

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsAlpha(char c) => c == '_' || char.IsAsciiLetter(c);

    private static bool IsAlphanumeric(char c) => IsAlpha(c) || char.IsAsciiDigit(c);
}
