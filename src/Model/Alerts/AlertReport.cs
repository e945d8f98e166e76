namespace Hotaru.Model;

/// <summary>
/// All alerts of one rule group after an evaluation: pending, firing, and those resolved in the last 15
/// minutes.
/// It replaces what the same source said before. A source that is gone reports no alerts once.
/// </summary>
/// <param name="Source">The rule file and group, or another source's own name.</param>
public sealed record AlertReport(string Source, IReadOnlyList<Alert> Alerts);
