namespace Hotaru.Notifier;

/// <summary>Which of Alertmanager's two matcher syntaxes (and label name rules) is in force.</summary>
public enum MatcherDialect
{
    /// <summary>
    /// The syntax up to 0.26: label names are [a-zA-Z_][a-zA-Z0-9_]*, values need no quotes.
    /// </summary>
    Classic,

    /// <summary>UTF-8 names; a text that only the classic syntax knows is still read by it.</summary>
    Fallback,

    /// <summary>UTF-8 names and the new syntax alone.</summary>
    Utf8,
}
