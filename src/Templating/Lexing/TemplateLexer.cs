using System.Globalization;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Templating;

/// <summary>
/// Cuts a template into text and the tokens of its actions; comments and trimmed spaces are gone.
/// </summary>
internal sealed class TemplateLexer(string text)
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "block", "break", "continue", "define", "else", "end", "if", "range", "template", "with",
    };

    private readonly List<Token> _tokens = [];
    private int _at;
    private int _parentheses;

    /// <summary>All tokens; the last is the end, or what cannot be read.</summary>
    public List<Token> Run()
    {
        try
        {
            Cut();
        }
        catch (LexingException e)
        {
            _tokens.Add(new Token(TokenKind.Error, Math.Min(e.At, text.Length), e.Message));
        }

        return _tokens;
    }

    private void Cut()
    {
        var trimNext = false;
        while (true)
        {
            var open = text.IndexOf("{{", _at, StringComparison.Ordinal);
            var end = open < 0 ? text.Length : open;
            var trimBefore = open >= 0 && HasTrimMark(open + 2);
            AppendText(_at, end, trimNext, trimBefore);
            if (open < 0) break;
            _at = open + 2 + (trimBefore ? 2 : 0);
            trimNext = StartsWith("/*") ? Comment() : Action(open);
        }

        _tokens.Add(new Token(TokenKind.End, text.Length, ""));
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private bool StartsWith(string what) => string.CompareOrdinal(text, _at, what, 0, what.Length) == 0;

    private bool HasTrimMark(int at) => at + 1 < text.Length && text[at] == '-' && IsSpace(text[at + 1]);

    private bool AtRightDelimiter(out bool trims)
    {
        trims = _at + 3 < text.Length && IsSpace(text[_at]) && text[_at + 1] == '-'
            && string.CompareOrdinal(text, _at + 2, "}}", 0, 2) == 0;
        return trims || StartsWith("}}");
    }

    private void AppendText(int from, int to, bool trimLeft, bool trimRight)
    {
        if (trimLeft)
        {
            while (from < to && IsSpace(text[from])) from++;
        }

        if (trimRight)
        {
            while (to > from && IsSpace(text[to - 1])) to--;
        }

        if (to > from) _tokens.Add(new Token(TokenKind.Text, from, text[from..to]));
    }

    private bool Comment()
    {
        var start = _at;
        var close = text.IndexOf("*/", _at, StringComparison.Ordinal);
        if (close < 0) throw Error(start, "unclosed comment");
        _at = close + 2;
        if (!AtRightDelimiter(out var trims)) throw Error(start, "comment ends before closing delimiter");
        _at += trims ? 4 : 2;
        return trims;
    }

    /// <summary>Reads up to the right delimiter; true where it trims the text behind it.</summary>
    private bool Action(int open)
    {
        _tokens.Add(new Token(TokenKind.LeftDelimiter, open, "{{"));
        _parentheses = 0;
        while (true)
        {
            if (AtRightDelimiter(out var trims))
            {
                if (_parentheses > 0) throw Error(_at, "unclosed left paren");
                if (trims) _at += 2;
                _tokens.Add(new Token(TokenKind.RightDelimiter, _at, "}}"));
                _at += 2;
                return trims;
            }

            if (_at >= text.Length) throw Error(_at, "unclosed action");
            Inside();
        }
    }

    private void Inside()
    {
        var c = text[_at];
        if (IsSpace(c)) Spaces();
        else if (c == '=') Emit(TokenKind.Assign, 1);
        else if (c == ':') Declare();
        else if (c == '|') Emit(TokenKind.Pipe, 1);
        else if (c == ',') Emit(TokenKind.Comma, 1);
        else if (c == '"') Quoted('"', TokenKind.String, "unterminated quoted string");
        else if (c == '\'') Quoted('\'', TokenKind.Character, "unterminated character constant");
        else if (c == '`') RawString();
        else if (c == '$') Word(TokenKind.Variable);
        else if (c == '.' && (_at + 1 >= text.Length || !char.IsAsciiDigit(text[_at + 1]))) Field();
        else if (c is '+' or '-' or '.' || char.IsAsciiDigit(c)) Number();
        else if (IsAlphanumeric(_at)) Identifier();
        else if (c == '(') Parenthesis(TokenKind.LeftParenthesis, 1);
        else if (c == ')') Parenthesis(TokenKind.RightParenthesis, -1);
        else if (c is > ' ' and < '\x7F') Emit(TokenKind.Other, 1);
        else throw Error(_at, $"unrecognized character in action: {Code()}");
    }

    private string Code()
    {
        Rune.DecodeFromUtf16(text.AsSpan(_at), out var rune, out _);
        return $"U+{rune.Value:X4}" + (rune.Value > 0x20 && rune.Value != 0x7F ? $" '{rune}'" : "");
    }

    private void Emit(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _at, text.Substring(_at, length)));
        _at += length;
    }

    private void Spaces()
    {
        var end = _at;
        while (end < text.Length && IsSpace(text[end]))
        {
            // The last space belongs to a trimming right delimiter.
            if (end > _at && string.CompareOrdinal(text, end, " -}}", 0, 4) == 0) break;
            end++;
        }

        Emit(TokenKind.Space, end - _at);
    }

    private void Declare()
    {
        if (_at + 1 >= text.Length || text[_at + 1] != '=') throw Error(_at, "expected :=");
        Emit(TokenKind.Declare, 2);
    }

    private void Quoted(char quote, TokenKind kind, string unterminated)
    {
        for (var end = _at + 1; end < text.Length && text[end] != '\n'; end++)
        {
            if (text[end] == '\\') end++;
            else if (text[end] == quote)
            {
                Emit(kind, end + 1 - _at);
                return;
            }
        }

        throw Error(_at, unterminated);
    }

    private void RawString()
    {
        var end = text.IndexOf('`', _at + 1);
        if (end < 0) throw Error(_at, "unterminated raw quoted string");
        Emit(TokenKind.RawString, end + 1 - _at);
    }

    private void Parenthesis(TokenKind kind, int step)
    {
        _parentheses += step;
        if (_parentheses < 0) throw Error(_at, "unexpected right paren");
        Emit(kind, 1);
    }

    private void Field()
    {
        if (AtTerminator(_at + 1)) Emit(TokenKind.Dot, 1);
        else Word(TokenKind.Field);
    }

    private void Word(TokenKind kind)
    {
        var end = AlphanumericEnd(_at + 1);
        if (!AtTerminator(end)) throw Bad(end);
        Emit(kind, end - _at);
    }

    private void Identifier()
    {
        var end = AlphanumericEnd(_at);
        if (!AtTerminator(end)) throw Bad(end);
        var word = text[_at..end];
        var kind = word switch
        {
            "true" or "false" => TokenKind.Bool,
            "nil" => TokenKind.Nil,
            _ when Keywords.Contains(word) => TokenKind.Keyword,
            _ => TokenKind.Identifier,
        };
        Emit(kind, end - _at);
    }

    private LexingException Bad(int at)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _);
        return Error(at, $"bad character U+{rune.Value:X4} '{rune}'");
    }

    private void Number()
    {
        var end = _at;
        if (text[end] is '+' or '-') end++;
        var isHex = false;
        if (end + 1 < text.Length && text[end] == '0'
            && char.ToLowerInvariant(text[end + 1]) is 'x' or 'o' or 'b')
        {
            isHex = char.ToLowerInvariant(text[end + 1]) == 'x';
            end += 2;
        }

        end = DigitsEnd(end, isHex);
        if (end < text.Length && text[end] == '.') end = DigitsEnd(end + 1, isHex);
        if (end < text.Length && char.ToLowerInvariant(text[end]) == (isHex ? 'p' : 'e'))
        {
            end++;
            if (end < text.Length && text[end] is '+' or '-') end++;
            end = DigitsEnd(end, false);
        }

        if (end < text.Length && IsAlphanumeric(end)) end++;
        var word = text[_at..end];
        if (!NumberSyntax.TryParse(word, out _)) throw Error(_at, $"bad number syntax: {GoText.Quote(word)}");
        Emit(TokenKind.Number, end - _at);
    }

    private int DigitsEnd(int at, bool isHex)
    {
        while (at < text.Length
            && (text[at] == '_'
                || (isHex ? char.IsAsciiHexDigit(text[at]) : char.IsAsciiDigit(text[at])))) at++;
        return at;
    }

    private bool AtTerminator(int at) =>
        at >= text.Length || IsSpace(text[at]) || text[at] is '.' or ',' or '|' or ':' or ')' or '('
        || string.CompareOrdinal(text, at, "}}", 0, 2) == 0;

    private int AlphanumericEnd(int at)
    {
        while (at < text.Length && IsAlphanumeric(at)) at++;
        return at;
    }

    private bool IsAlphanumeric(int at) =>
        text[at] == '_' || char.IsLetter(text, at)
        || char.GetUnicodeCategory(text, at) == UnicodeCategory.DecimalDigitNumber
        || char.IsSurrogate(text[at]);

    private static LexingException Error(int at, string what) => new(at, what);

    private sealed class LexingException(int at, string what) : Exception(what)
    {
        public int At => at;
    }
}
