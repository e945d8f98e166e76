using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// A metric at the beginning of a text: <c>name{a="b"}</c>, <c>{"a name", a="b"}</c> or <c>{}</c>.
/// </summary>
internal sealed class MetricParser(string text)
{
    private readonly LabelsBuilder _labels = new();

    /// <summary>Where the metric ends.</summary>
    public int End { get; private set; }

    public Labels Parse()
    {
        while (End < text.Length && char.IsWhiteSpace(text[End])) End++;
        var start = End;
        while (End < text.Length && (char.IsAsciiLetterOrDigit(text[End]) || text[End] is '_' or ':')) End++;
        if (End > start) _labels.Set(LabelNames.MetricName, text[start..End]);
        if (End == text.Length || text[End] != '{') return _labels.Build();
        var close = Close();
        ReadSet(text[End..(close + 1)], End);
        End = close + 1;
        return _labels.Build();
    }

    /// <summary>The brace that closes the set, found over strings.</summary>
    private int Close()
    {
        var quote = '\0';
        for (var i = End; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && c is '"' or '\'' or '`' && quote == '\0') quote = c;
            else if (quote != '\0' && quote != '`' && c == '\\') i++;
            else if (quote == c) quote = '\0';
            else if (quote == '\0' && c == '}') return i;
        }

        throw new PromqlParseException(
            text, new TextRange(End, text.Length), "unexpected end of input inside braces");
    }

    private void ReadSet(string set, int offset)
    {
        var lexer = new Lexer(set);
        lexer.Next();
        var token = lexer.Next();
        while (token.Kind != TokenKind.RightBrace)
        {
            if (token.Kind is not (TokenKind.Identifier or TokenKind.String))
                throw Unexpected(token, offset, "identifier or \"}\"");
            var name = token.Kind == TokenKind.String ? StringUnquoter.Unquote(token.Text) : token.Text;
            var isQuoted = token.Kind == TokenKind.String;
            token = lexer.Next();
            if (token.Kind == TokenKind.Equal)
            {
                token = lexer.Next();
                if (token.Kind != TokenKind.String) throw Unexpected(token, offset, "string");
                _labels.Set(name, StringUnquoter.Unquote(token.Text));
                token = lexer.Next();
            }
            else if (isQuoted)
            {
                _labels.Set(LabelNames.MetricName, name);
            }
            else
            {
                throw Unexpected(token, offset, "\"=\"");
            }

            if (token.Kind == TokenKind.Comma) token = lexer.Next();
            else if (token.Kind != TokenKind.RightBrace) throw Unexpected(token, offset, "\",\" or \"}\"");
        }
    }

    private PromqlParseException Unexpected(Token token, int offset, string expected)
    {
        var at = new TextRange(token.Start + offset, token.End + offset);
        var reason = token.Kind == TokenKind.Error ? token.Text
            : $"unexpected {token.Describe()} in label set, expected {expected}";
        return new PromqlParseException(text, at, reason);
    }
}
