using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>The rule engine's own metrics under Prometheus's names. Thread-safe.</summary>
internal sealed class RuleMetrics
{
    private readonly ConcurrentDictionary<string, RuleGroupMetrics> _groups = new(StringComparer.Ordinal);
    private readonly DurationBuckets _durations = new();
    private readonly DurationBuckets _groupDurations = new();
    private long _wakes;

    public RuleGroupMetrics Of(RuleGroupModel group) =>
        _groups.AddOrUpdate(group.Source, _ => new RuleGroupMetrics(group), (_, old) => new(group)
        {
            Evaluations = old.Evaluations,
            Failures = old.Failures,
            Iterations = old.Iterations,
            Missed = old.Missed,
        });

    public void Forget(string source) => _groups.TryRemove(source, out _);

    public void Observe(TimeSpan duration) => _durations.Observe(duration);

    public void ObserveGroup(TimeSpan duration) => _groupDurations.Observe(duration);

    public void Woke() => Interlocked.Increment(ref _wakes);

    public IReadOnlyList<MetricFamily> Families()
    {
        var groups = _groups.Values.OrderBy(g => g.Model.Source, StringComparer.Ordinal).ToList();
        MetricFamily Of(string name, MetricType type, string help, Func<RuleGroupMetrics, double> value) =>
            new(name, type, help, "",
                [.. groups.Select(g => new ValueMetric(Labels.Of("rule_group", g.Model.Source), value(g)))]);
        return
        [
            _durations.Family(
                "prometheus_rule_evaluation_duration_histogram_seconds",
                "How long a rule takes to evaluate."),
            _durations.Summary(
                "prometheus_rule_evaluation_duration_seconds", "How long evaluations of rules took."),
            _groupDurations.Summary(
                "prometheus_rule_group_duration_seconds", "How long scheduled evaluations of groups took."),
            Of("prometheus_rule_evaluations_total", MetricType.Counter, "Evaluations of rules.",
                g => g.Evaluations),
            Of("prometheus_rule_evaluation_failures_total", MetricType.Counter, "Evaluations that failed.",
                g => g.Failures),
            Of("prometheus_rule_group_iterations_total", MetricType.Counter,
                "Scheduled evaluations, missed ones too.",
                g => g.Iterations + g.Missed),
            Of("prometheus_rule_group_iterations_missed_total", MetricType.Counter,
                "Evaluations left out because the one before took too long.", g => g.Missed),
            Of("prometheus_rule_group_interval_seconds", MetricType.Gauge, "The interval of the group.",
                g => g.Model.Interval.TotalSeconds),
            Of("prometheus_rule_group_last_evaluation_timestamp_seconds", MetricType.Gauge,
                "When the group was last evaluated.", g => g.LastEvaluationSeconds),
            Of("prometheus_rule_group_last_duration_seconds", MetricType.Gauge,
                "How long the last evaluation took.", g => g.LastDurationSeconds),
            Of("prometheus_rule_group_last_rule_duration_sum_seconds", MetricType.Gauge,
                "The durations of the group's rules in the last evaluation.",
                g => g.LastRuleDurationSumSeconds),
            Of("prometheus_rule_group_last_restore_duration_seconds", MetricType.Gauge,
                "How long it took to take alerts up after the start.", g => g.RestoreSeconds),
            Of("prometheus_rule_group_last_evaluation_samples", MetricType.Gauge,
                "Samples of the last evaluation.", g => g.LastSamples),
            Of("prometheus_rule_group_rules", MetricType.Gauge, "Rules of the group.",
                g => g.Model.Rules.Count),
            new("hotaru_rule_wakes_total", MetricType.Counter,
                "Evaluations that an arrival or a due time asked for.",
                "", [new ValueMetric(Labels.Empty, Interlocked.Read(ref _wakes))]),
        ];
    }
}
