namespace Hotaru.Promql;

/// <summary>
/// One token: what it is, where it begins (UTF-16 units), and its text; for an error the message.
/// </summary>
internal readonly record struct Token(TokenKind Kind, int Start, string Text)
{
    public int End => Kind == TokenKind.Error ? Start : Start + Text.Length;

    public TextRange At => new(Start, End);

    public bool IsAggregation => Kind is >= TokenKind.Sum and <= TokenKind.LimitRatio;

    public bool IsOperator => Kind is >= TokenKind.Add and <= TokenKind.Unless;

    /// <summary>Words that may also be the name of a metric.</summary>
    public bool IsMetricName =>
        Kind is TokenKind.Identifier or TokenKind.MetricIdentifier or TokenKind.And or TokenKind.Or
            or TokenKind.Unless or TokenKind.Offset or TokenKind.Smoothed or TokenKind.Anchored
                or TokenKind.By
            or TokenKind.Without or TokenKind.Fill or TokenKind.FillLeft or TokenKind.FillRight
        || Kind >= TokenKind.Start || IsAggregation;

    /// <summary>Words that may be a label in a list of labels.</summary>
    public bool IsLabelName =>
        (IsMetricName && Kind != TokenKind.Without)
        || Kind is TokenKind.Bool or TokenKind.On or TokenKind.Ignoring or TokenKind.GroupLeft
            or TokenKind.GroupRight or TokenKind.Atan2;

    /// <summary>How messages name the token.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "end of input",
        TokenKind.Error => "error",
        TokenKind.Identifier => "identifier " + Go.Quote(Text),
        TokenKind.MetricIdentifier => "metric identifier " + Go.Quote(Text),
        TokenKind.String => "string " + Shortened(),
        TokenKind.Number => "number " + Shortened(),
        TokenKind.Duration => "duration " + Shortened(),
        >= TokenKind.Offset and <= TokenKind.Bool => $"<{Text}>",
        TokenKind.At or TokenKind.EqualRegex or TokenKind.NotEqualRegex => $"<op:{Text}>",
        _ when IsOperator => $"<op:{Text}>",
        _ when IsAggregation => $"<aggr:{Text}>",
        _ => Shortened(),
    };

    private string Shortened() => Text.Length > 10 ? Go.Quote(Text[..10]) + "..." : Go.Quote(Text);
}
