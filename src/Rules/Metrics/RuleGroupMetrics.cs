namespace Hotaru.Rules;

/// <summary>
/// Figures of one group since the start. Written with the group's gate held, read by anyone.
/// </summary>
internal sealed class RuleGroupMetrics(RuleGroupModel model)
{
    public RuleGroupModel Model => model;

    public long Evaluations { get; set; }

    public long Failures { get; set; }

    public long Iterations { get; set; }

    public long Missed { get; set; }

    public double RestoreSeconds { get; set; }

    public double LastEvaluationSeconds { get; private set; }

    public double LastDurationSeconds { get; private set; }

    public double LastRuleDurationSumSeconds { get; private set; }

    public int LastSamples { get; private set; }

    internal void Evaluated(DateTimeOffset at, TimeSpan duration, IReadOnlyList<RuleState> rules, int samples)
    {
        Iterations++;
        LastEvaluationSeconds = at.ToUnixTimeMilliseconds() / 1000.0;
        LastDurationSeconds = duration.TotalSeconds;
        LastRuleDurationSumSeconds = rules.Sum(r => r.Duration.TotalSeconds);
        LastSamples = samples;
    }
}
