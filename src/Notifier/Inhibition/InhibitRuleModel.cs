namespace Hotaru.Notifier;

/// <summary>
/// While an alert matches the source, alerts that match the target and agree on some labels are muted.
/// </summary>
/// <param name="Equal">Labels that must agree; missing and empty count as equal.</param>
public sealed record InhibitRuleModel(
    string Name, LabelMatchers Source, LabelMatchers Target, IReadOnlyList<string> Equal);
