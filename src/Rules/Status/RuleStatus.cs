namespace Hotaru.Rules;

/// <summary>A rule and how its last evaluation went.</summary>
/// <param name="EvaluatedAt">Null before the first evaluation.</param>
/// <param name="Alerts">Pending and firing, sorted by their labels; none of a recording rule.</param>
public sealed record RuleStatus(
    RuleModel Model, RuleHealth Health, string LastError, TimeSpan Duration, DateTimeOffset? EvaluatedAt,
    IReadOnlyList<ActiveAlert> Alerts)
{
    /// <summary>unknown, inactive, pending or firing: the highest of the alerts.</summary>
    public string State => EvaluatedAt is null ? "unknown"
        : Alerts.Any(a => a.State == Hotaru.Model.AlertState.Firing) ? "firing"
        : Alerts.Count > 0 ? "pending" : "inactive";
}
