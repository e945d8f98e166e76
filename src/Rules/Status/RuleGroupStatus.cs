namespace Hotaru.Rules;

/// <summary>A group and its last evaluation, as of one moment.</summary>
/// <param name="Duration">Of the whole last evaluation.</param>
/// <param name="EvaluatedAt">By the wall clock; null before the first.</param>
public sealed record RuleGroupStatus(
    RuleGroupModel Model, IReadOnlyList<RuleStatus> Rules, TimeSpan Duration, DateTimeOffset? EvaluatedAt);
