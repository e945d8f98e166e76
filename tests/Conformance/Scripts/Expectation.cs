using Hotaru.Model;

namespace Hotaru.Conformance;

/// <summary>An expect line: of a kind, with an exact text, a pattern or neither.</summary>
internal sealed record Expectation(string Kind, string? Message, GoRegex? Pattern)
{
    public bool Matches(string text) =>
        Message is not null ? Message == text : Pattern is null || Pattern.Match(text) is not null;

    public override string ToString() =>
        $"{Kind} {(Message is not null ? "msg: " + Message : "regex: " + Pattern?.Pattern)}";
}
