using Hotaru.Model;

namespace Hotaru.Scraper;

/// <summary>One entry of relabel_configs or metric_relabel_configs, with the field's defaults.</summary>
public sealed record RelabelRule
{
    public const string DefaultPattern = "(.*)";

    private static readonly GoRegex Everything = GoRegex.Anchored(DefaultPattern);

    public IReadOnlyList<string> SourceLabels { get; init; } = [];

    public string Separator { get; init; } = ";";

    public GoRegex Regex { get; init; } = Everything;

    public ulong Modulus { get; init; }

    public string TargetLabel { get; init; } = "";

    public string Replacement { get; init; } = "$1";

    public RelabelAction Action { get; init; } = RelabelAction.Replace;

    /// <summary>Whether this only copies a value, which needs no regular expression.</summary>
    internal bool IsCopy { get; private init; }

    /// <summary>The rule with what can be known beforehand; call it once the rule is whole.</summary>
    public RelabelRule Prepared() => this with
    {
        IsCopy = Action == RelabelAction.Replace && Regex.Pattern == DefaultPattern && Replacement == "$1"
            && !TargetLabel.Contains('$', StringComparison.Ordinal),
    };
}
