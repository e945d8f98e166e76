namespace Hotaru.Templating;

internal enum TokenKind
{
    End,
    Error,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    LeftParenthesis,
    RightParenthesis,
    Pipe,
    Comma,
    Other,
    Assign,
    Declare,
    Dot,
    Field,
    Variable,
    Identifier,
    Keyword,
    Bool,
    Nil,
    Number,
    Character,
    String,
    RawString,
}
