using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>What one rule remembers between evaluations. Owned by its group.</summary>
internal sealed class RuleState(RuleModel model)
{
    public RuleModel Model => model;

    public RuleHealth Health { get; set; }

    public string LastError { get; set; } = "";

    public TimeSpan Duration { get; set; }

    public DateTimeOffset? EvaluatedAt { get; set; }

    /// <summary>
    /// The series of the last evaluation: what is missing from the next one gets a stale marker.
    /// </summary>
    public Dictionary<Labels, SeriesReference> Series { get; set; } = [];

    /// <summary>
    /// Pending, firing and lately resolved alerts by their labels; of an alerting rule only.
    /// </summary>
    public Dictionary<Labels, AlertInstance> Alerts { get; set; } = [];

    /// <summary>Takes over from the same rule of an earlier configuration.</summary>
    public void Adopt(RuleState earlier)
    {
        (Series, Health, LastError) = (earlier.Series, earlier.Health, earlier.LastError);
        (Duration, EvaluatedAt) = (earlier.Duration, earlier.EvaluatedAt);
        if (model is AlertingRuleModel && earlier.Model is AlertingRuleModel) Alerts = earlier.Alerts;
    }

    public void Fail(string error) => (Health, LastError) = (RuleHealth.Bad, error);
}
