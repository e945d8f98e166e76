namespace Hotaru.Promql;

/// <summary>What a token is. The ranges of operators, aggregations and keywords are kept together.</summary>
internal enum TokenKind
{
    End, Error, Identifier, MetricIdentifier, String, Number, Duration,
    LeftParen, RightParen, LeftBrace, RightBrace, LeftBracket, RightBracket, Comma, Colon, Equal, At,
    EqualRegex, NotEqualRegex,

    Add, Sub, Mul, Div, Mod, Pow, Atan2, EqualEqual, NotEqual, Less, LessEqual, Greater, GreaterEqual,
    TrimUpper, TrimLower, And, Or, Unless,

    Sum, Avg, Count, Min, Max, Group, Stddev, Stdvar, TopK, BottomK, CountValues, Quantile, LimitK,
    LimitRatio,

    Offset, Smoothed, Anchored, By, Without, On, Ignoring, GroupLeft, GroupRight, Fill, FillLeft, FillRight,
    Bool,
    Start, EndOfRange, Step, Range, MaxOf, MinOf,
}
