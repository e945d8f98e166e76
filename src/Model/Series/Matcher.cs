namespace Hotaru.Model;

/// <summary>A condition on one label; an absent label counts as the empty string.</summary>
public sealed record Matcher
{
    private readonly GoRegex? _regex;

    /// <exception cref="FormatException">The regular expression is not valid; the message says
    /// why.</exception>
    public Matcher(string name, MatchOperator op, string value)
    {
        (Name, Operator, Value) = (name, op, value);
        if (op is MatchOperator.Regex or MatchOperator.NotRegex) _regex = GoRegex.Anchored(value);
    }

    public string Name { get; }

    public MatchOperator Operator { get; }

    public string Value { get; }

    /// <summary>
    /// The literal alternatives where the expression is nothing but them (<c>a|b</c>), else null.
    /// </summary>
    public IReadOnlyList<string>? Alternatives => _regex?.Alternatives;

    /// <summary>Text that every match begins with; empty where none is known.</summary>
    public string Prefix => _regex?.Prefix ?? "";

    public bool MatchesEmpty => Matches("");

    public bool Matches(string value) => Operator switch
    {
        MatchOperator.Equal => string.Equals(value, Value, StringComparison.Ordinal),
        MatchOperator.NotEqual => !string.Equals(value, Value, StringComparison.Ordinal),
        MatchOperator.Regex => _regex!.IsMatch(value),
        _ => !_regex!.IsMatch(value),
    };

    public bool Matches(Labels labels) => Matches(labels[Name]);

    public bool Equals(Matcher? other) =>
        other is not null && Name == other.Name && Operator == other.Operator && Value == other.Value;

    public override int GetHashCode() => HashCode.Combine(Name, Operator, Value);

    /// <summary>As written in PromQL: <c>job=~"a|b"</c>.</summary>
    public override string ToString()
    {
        var op = Operator switch
        {
            MatchOperator.Equal => "=",
            MatchOperator.NotEqual => "!=",
            MatchOperator.Regex => "=~",
            _ => "!~",
        };
        var name = LabelNames.IsLegacyValid(Name) ? Name : GoText.Quote(Name);
        return $"{name}{op}{GoText.Quote(Value)}";
    }
}
