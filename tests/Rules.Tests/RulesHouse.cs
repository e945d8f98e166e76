using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Rules.Tests;

/// <summary>One group with everything around it in memory; steps of its interval on virtual time.</summary>
internal sealed class RulesHouse
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public RulesHouse(ManualTime? time = null, IStore? store = null)
    {
        Time = time ?? new ManualTime(DateTimeOffset.UnixEpoch.AddHours(1));
        Store = store ?? new MemoryStore();
    }

    public ScriptedQueries Queries { get; } = new();

    public MemorySeries Samples { get; } = new();

    public RecordingAlertSink Sink { get; } = new();

    public ManualTime Time { get; }

    public IStore Store { get; }

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public IReadOnlyList<Alert> Reported => Sink.Reports[^1].Alerts;

    public RuleEnvironment Environment => new(
        Queries, new RuleOutput(Samples), Store, [Sink], Time, new RuleMetrics(), NullLogger.Instance);

    public static AlertingRuleModel Alert(
        string name, string expression, string hold = "0s", string keep = "0s", Labels? labels = null,
        Labels? annotations = null) =>
        new(name, PromqlParser.Parse(expression), Parse(hold), Parse(keep), labels ?? Labels.Empty,
            annotations ?? Labels.Empty);

    public static RecordingRuleModel Record(string name, string expression, Labels? labels = null) =>
        new(name, PromqlParser.Parse(expression), labels ?? Labels.Empty);

    public static RuleGroupModel Group(params RuleModel[] rules) =>
        new("g", "rules.yml", Interval, null, 0, rules);

    public RuleGroup Start(RuleGroupModel model, RulesModel? configuration = null)
    {
        var group = new RuleGroup(model, configuration ?? new RulesModel { Groups = [model] }, Environment);
        group.Restore();
        return group;
    }

    /// <summary>Lets an interval pass and evaluates.</summary>
    public async Task StepAsync(RuleGroup group, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Time.Advance(Interval);
            await group.EvaluateAsync(NowMs, CancellationToken.None);
        }
    }

    private static TimeSpan Parse(string text) =>
        PrometheusDuration.TryParse(text, out var duration) ? duration : throw new FormatException(text);
}
