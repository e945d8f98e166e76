namespace Hotaru.Rules;

/// <summary>Rules of one group that are evaluated together between the slots.</summary>
internal sealed record WakeStep(RuleGroup Group, HashSet<int> Rules);
