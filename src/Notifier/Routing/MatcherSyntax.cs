using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>Reads matchers as people write them in configurations, API filters and amtool.</summary>
public static class MatcherSyntax
{
    /// <summary>One or more matchers, as an entry of a configuration's list of matchers.</summary>
    /// <exception cref="FormatException">The text is none; the message says why.</exception>
    public static IReadOnlyList<Matcher> ParseList(string text, MatcherDialect dialect) => Parse(
        dialect, () => Utf8MatcherSyntax.ParseList(text), () => ClassicMatcherSyntax.ParseList(text));

    /// <summary>Exactly one matcher without braces, as an API filter.</summary>
    /// <exception cref="FormatException">The text is none; the message says why.</exception>
    public static Matcher ParseOne(string text, MatcherDialect dialect) => Parse(
        dialect, () => Utf8MatcherSyntax.ParseOne(text), () => ClassicMatcherSyntax.ParseOne(text));

    public static bool IsLabelName(string name, MatcherDialect dialect) =>
        dialect == MatcherDialect.Classic ? LabelNames.IsLegacyValid(name) : name.Length > 0;

    private static T Parse<T>(MatcherDialect dialect, Func<T> utf8, Func<T> classic)
    {
        if (dialect == MatcherDialect.Utf8) return utf8();
        try
        {
            // Where both syntaxes read a text, the classic meaning stays.
            return classic();
        }
        catch (FormatException) when (dialect == MatcherDialect.Fallback)
        {
            return utf8();
        }
    }
}
