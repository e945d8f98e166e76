using Hotaru.Model;

namespace Hotaru.Web.Pushgateway;

/// <summary>
/// One matcher as a person writes it in a query: <c>job="x"</c>, <c>job=~a.*</c>, quotes as they like.
/// </summary>
internal static class GroupMatcher
{
    /// <exception cref="FormatException">It is none; the message says how one looks.</exception>
    public static Matcher Parse(string text)
    {
        var at = text.AsSpan().IndexOfAny('=', '!');
        var name = at > 0 ? text[..at].Trim() : "";
        var rest = at > 0 ? text[at..] : "";
        var (op, length) = rest switch
        {
            ['=', '~', ..] => (MatchOperator.Regex, 2),
            ['!', '~', ..] => (MatchOperator.NotRegex, 2),
            ['!', '=', ..] => (MatchOperator.NotEqual, 2),
            ['=', ..] => (MatchOperator.Equal, 1),
            _ => (MatchOperator.Equal, 0),
        };
        if (length == 0 || !LabelNames.IsLegacyValid(name))
            throw new FormatException(
                $"{GoText.Quote(text)} is not a matcher; write job=\"x\" or job=~\"x.*\"");
        var value = rest[length..].Trim();
        if (value.Length >= 2 && value[0] == '"' && value[^1] == '"') value = value[1..^1];
        return new Matcher(name, op, value);
    }
}
