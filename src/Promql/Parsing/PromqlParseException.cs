namespace Hotaru.Promql;

/// <summary>
/// Text that is not an expression. The message has Prometheus's form, <c>1:5: parse error: ...</c>.
/// </summary>
public sealed class PromqlParseException : Exception
{
    public PromqlParseException(string text, TextRange at, string reason)
        : base(at == default && reason.StartsWith("no expression", StringComparison.Ordinal)
            ? "unknown position: parse error: " + reason
            : $"{at.Place(text).Line}:{at.Place(text).Column}: parse error: {reason}")
    {
        (Text, At, Reason) = (text, at, reason);
        (Line, Column) = at.Place(text);
    }

    /// <summary>The whole text that was parsed.</summary>
    public string Text { get; }

    /// <summary>The part that is wrong.</summary>
    public TextRange At { get; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }
}
