namespace Hotaru.Tidy;

/// <summary>Blanks out comments, strings and character literals, so that braces can be counted.</summary>
internal static class CodeOnly
{
    public static string Of(string text)
    {
        var code = text.ToCharArray();
        for (var i = 0; i < text.Length;)
        {
            var end = EndOfLiteral(text, i);
            if (end == i)
            {
                i++;
                continue;
            }

            for (; i < end; i++)
            {
                if (code[i] != '\n') code[i] = ' ';
            }
        }

        return new string(code);
    }

    /// <summary>
    /// Where the comment or literal that begins here ends, or the same index where none begins.
    /// </summary>
    private static int EndOfLiteral(string text, int at)
    {
        if (Starts(text, at, "//")) return IndexOr(text, "\n", at);
        if (Starts(text, at, "/*")) return IndexOr(text, "*/", at + 2) + 2;
        if (text[at] == '\'') return EndOfEscaped(text, at + 1, '\'');
        var quote = at;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        if (quote >= text.Length || text[quote] != '"') return at;
        var quotes = 0;
        while (quote + quotes < text.Length && text[quote + quotes] == '"') quotes++;
        if (quotes >= 3) return EndOfRaw(text, quote + quotes, quotes);
        var prefix = text[at..quote];
        if (prefix.Contains('@', StringComparison.Ordinal)) return EndOfVerbatim(text, quote + 1);
        return EndOfEscaped(text, quote + 1, '"');
    }

    private static int EndOfRaw(string text, int at, int quotes)
    {
        var closing = new string('"', quotes);
        return IndexOr(text, closing, at) + quotes;
    }

    private static int EndOfVerbatim(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] != '"') at++;
            else if (at + 1 < text.Length && text[at + 1] == '"') at += 2;
            else return at + 1;
        }

        return at;
    }

    private static int EndOfEscaped(string text, int at, char closing)
    {
        while (at < text.Length && text[at] != '\n')
        {
            if (text[at] == '\\') at += 2;
            else if (text[at++] == closing) return Math.Min(at, text.Length);
        }

        return Math.Min(at, text.Length);
    }

    private static bool Starts(string text, int at, string what) =>
        string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static int IndexOr(string text, string what, int at)
    {
        var found = at > text.Length ? -1 : text.IndexOf(what, at, StringComparison.Ordinal);
        return found < 0 ? text.Length - what.Length : found;
    }
}
