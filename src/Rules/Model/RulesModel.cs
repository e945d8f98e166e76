using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>All rules of one configuration; a reload replaces it whole.</summary>
public sealed record RulesModel
{
    public static readonly RulesModel Empty = new();

    /// <summary>In the order of the files and of the groups in them.</summary>
    public IReadOnlyList<RuleGroupModel> Groups { get; init; } = [];

    /// <summary>Templates see them as $externalLabels.</summary>
    public Labels ExternalLabels { get; init; } = Labels.Empty;

    /// <summary>Where a browser finds this server, without a slash at the end.</summary>
    public string ExternalUrl { get; init; } = "";

    /// <summary>global.rule_query_offset.</summary>
    public TimeSpan QueryOffset { get; init; }
}
