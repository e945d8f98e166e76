namespace Hotaru.Rules;

/// <summary>One rule of one group, by its place in it.</summary>
internal readonly record struct RulePlace(RuleGroup Group, int Rule);
