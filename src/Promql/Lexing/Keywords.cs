namespace Hotaru.Promql;

/// <summary>The words of the language, in any case of letters, and the signs.</summary>
internal static class Keywords
{
    private static readonly Dictionary<string, TokenKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["unless"] = TokenKind.Unless,
        ["atan2"] =
            TokenKind.Atan2,
        ["sum"] = TokenKind.Sum,
        ["avg"] = TokenKind.Avg,
        ["count"] = TokenKind.Count,
        ["min"] =
            TokenKind.Min,
        ["max"] = TokenKind.Max,
        ["group"] = TokenKind.Group,
        ["stddev"] = TokenKind.Stddev,
        ["stdvar"] = TokenKind.Stdvar,
        ["topk"] = TokenKind.TopK,
        ["bottomk"] = TokenKind.BottomK,
        ["count_values"] = TokenKind.CountValues,
        ["quantile"] = TokenKind.Quantile,
        ["limitk"] = TokenKind.LimitK,
        ["limit_ratio"] = TokenKind.LimitRatio,
        ["offset"] = TokenKind.Offset,
        ["smoothed"] = TokenKind.Smoothed,
        ["anchored"] = TokenKind.Anchored,
        ["by"] = TokenKind.By,
        ["without"] = TokenKind.Without,
        ["on"] = TokenKind.On,
        ["ignoring"] = TokenKind.Ignoring,
        ["group_left"] = TokenKind.GroupLeft,
        ["group_right"] = TokenKind.GroupRight,
        ["fill"] =
            TokenKind.Fill,
        ["fill_left"] = TokenKind.FillLeft,
        ["fill_right"] = TokenKind.FillRight,
        ["bool"] = TokenKind.Bool,
        ["start"] = TokenKind.Start,
        ["end"] = TokenKind.EndOfRange,
        ["step"] = TokenKind.Step,
        ["range"] = TokenKind.Range,
        ["max_of"] = TokenKind.MaxOf,
        ["min_of"] = TokenKind.MinOf,
    };

    private static readonly Dictionary<TokenKind, string> Symbols = new()
    {
        [TokenKind.LeftParen] = "(",
        [TokenKind.RightParen] = ")",
        [TokenKind.LeftBrace] = "{",
        [TokenKind.RightBrace] = "}",
        [TokenKind.LeftBracket] = "[",
        [TokenKind.RightBracket] = "]",
        [TokenKind.Comma] = ",",
        [TokenKind.Colon] = ":",
        [TokenKind.Equal] = "=",
        [TokenKind.At] = "@",
        [TokenKind.EqualRegex] = "=~",
        [TokenKind.NotEqualRegex] = "!~",
        [TokenKind.Add] = "+",
        [TokenKind.Sub] = "-",
        [TokenKind.Mul] = "*",
        [TokenKind.Div] = "/",
        [TokenKind.Mod] = "%",
        [TokenKind.Pow] = "^",
        [TokenKind.EqualEqual] = "==",
        [TokenKind.NotEqual] = "!=",
        [TokenKind.Less] =
            "<",
        [TokenKind.LessEqual] = "<=",
        [TokenKind.Greater] = ">",
        [TokenKind.GreaterEqual] = ">=",
        [TokenKind.TrimUpper] = "</",
        [TokenKind.TrimLower] = ">/",
    };

    static Keywords()
    {
        foreach (var (word, kind) in Words) Symbols[kind] = word;
        Words["inf"] = TokenKind.Number;
        Words["nan"] = TokenKind.Number;
    }

    public static bool TryFind(string word, out TokenKind kind) => Words.TryGetValue(word, out kind);

    /// <summary>How a sign or a word is written.</summary>
    public static string Symbol(TokenKind kind) =>
        Symbols.TryGetValue(kind, out var text) ? text : kind.ToString();
}
