using System.Text.RegularExpressions;

namespace Hotaru.Model;

/// <summary>
/// A regular expression in RE2 syntax, as the peers' configurations and queries have it. Matching takes time
/// linear in the text: the expression runs on the engine that does not backtrack. Its automaton takes some
/// 200 kB, so it is built when it is first needed: a thousand silences are asked for few alerts.
/// </summary>
public sealed class GoRegex
{
    private readonly Lazy<Regex>? _regex;
    private readonly WildcardText? _wildcards;

    private GoRegex(string pattern, bool anchored)
    {
        Pattern = pattern;
        Alternatives = anchored ? LiteralAlternatives(pattern) : null;
        if (Alternatives is not null) return;
        _wildcards = anchored ? WildcardText.TryParse(pattern) : null;
        var translated = new GoRegexSyntax(pattern, dotMatchesNewline: anchored).Translate();
        var whole = anchored ? $"\\A(?s:{translated})\\z" : translated;
        _regex = new Lazy<Regex>(
            () => new Regex(whole, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        // Texts around ".*" need no check, and mostly not even the automaton.
        if (_wildcards is null) Check(pattern, whole);
        Prefix = anchored ? LiteralPrefix(pattern) : "";
    }

    public string Pattern { get; }

    /// <summary>
    /// The texts an anchored expression stands for where it is only literals and bars, else null.
    /// </summary>
    public IReadOnlyList<string>? Alternatives { get; }

    /// <summary>Text that every match of an anchored expression begins with.</summary>
    public string Prefix { get; } = "";

    /// <summary>An expression that must match the whole text; a dot matches newlines.</summary>
    /// <exception cref="FormatException">The expression is not valid.</exception>
    public static GoRegex Anchored(string pattern) => new(pattern, anchored: true);

    /// <summary>An expression that may match any part of the text.</summary>
    /// <exception cref="FormatException">The expression is not valid.</exception>
    public static GoRegex Unanchored(string pattern) => new(pattern, anchored: false);

    public bool IsMatch(string text)
    {
        if (_wildcards is not null) return _wildcards.IsMatch(text);
        if (Alternatives is null) return _regex!.Value.IsMatch(text);
        foreach (var alternative in Alternatives)
        {
            if (string.Equals(alternative, text, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>The first match, or null.</summary>
    public Match? Match(string text)
    {
        var regex = _regex?.Value
            ?? new Regex($"\\A(?:{Regex.Escape(text)})\\z", RegexOptions.CultureInvariant);
        if (_regex is null && !IsMatch(text)) return null;
        var match = regex.Match(text);
        return match.Success ? match : null;
    }

    /// <summary>
    /// Replaces every match; <c>$1</c>, <c>${1}</c> and <c>${name}</c> stand for groups, as in Go.
    /// </summary>
    public string ReplaceAll(string text, string template)
    {
        if (_regex is null) return IsMatch(text) ? Expand(template, Match(text)!) : text;
        return _regex.Value.Replace(text, match => Expand(template, match));
    }

    /// <summary>Go's Regexp.Expand: an unknown group is the empty string, <c>$$</c> is a dollar.</summary>
    public static string Expand(string template, Match match) => GoRegexSyntax.Expand(template, match);

    /// <summary>Text with a backslash before every character that has a meaning in an expression.</summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (IsMeta(c)) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string[]? LiteralAlternatives(string pattern)
    {
        foreach (var c in pattern)
        {
            if (c != '|' && IsMeta(c)) return null;
        }

        return pattern.Split('|');
    }

    private static string LiteralPrefix(string pattern)
    {
        var length = 0;
        while (length < pattern.Length && !IsMeta(pattern[length])) length++;
        if (pattern.Contains('|', StringComparison.Ordinal)) return "";
        // What is followed by a quantifier may be absent.
        if (length < pattern.Length && pattern[length] is '*' or '?' or '{') length--;
        return length <= 0 ? "" : pattern[..length];
    }

    /// <exception cref="FormatException">The expression is not valid.</exception>
    private static void Check(string pattern, string whole)
    {
        try
        {
            _ = new Regex(whole, RegexOptions.CultureInvariant);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"\"{pattern}\" is not a regular expression: {e.Message}", e);
        }
    }

    internal static bool IsMeta(char c) => c is '\\' or '.' or '+' or '*' or '?' or '(' or ')' or '|' or '['
        or ']' or '{' or '}' or '^' or '$';
}
