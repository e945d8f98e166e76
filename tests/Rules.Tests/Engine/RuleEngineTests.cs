using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hotaru.Rules.Tests.Engine;

public sealed class RuleEngineTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch.AddHours(1));
    private readonly ScriptedQueries _queries = new();
    private readonly MemorySeries _samples = new();
    private readonly RecordingAlertSink _sink = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RuleEngine _engine;
    private Task _running = Task.CompletedTask;

    public RuleEngineTests() => _engine = new RuleEngine(
        _queries, _samples, new MemoryStore(), [_sink], _time, NullLogger.Instance);

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait(Patience);
        _engine.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task An_arrival_evaluates_the_rules_that_read_the_metric_and_no_others()
    {
        await StartAsync(RulesHouse.Group(
            RulesHouse.Alert("Failed", "exit_code != 0"), RulesHouse.Alert("Down", "up == 0")));
        _queries.Set("exit_code != 0", ("exit_code{job=\"backup\"}", 1));
        _engine.Arrived(["exit_code", "other"]);
        await UntilAsync(() => Firing("Failed"));
        Assert.Single(_queries.AskedAtMs);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), _queries.AskedAtMs[0]);
        _engine.Arrived(["nobody_reads_this"]);

        _queries.Set("exit_code != 0");
        _engine.Arrived(["exit_code"]);
        await UntilAsync(() => _sink.Reports[^1].Alerts is [{ State: AlertState.Resolved }]);
    }

    [Fact]
    public async Task An_arrival_evaluates_the_recording_rules_between_it_and_an_alert_in_their_order()
    {
        var alerts = RulesHouse.Group(RulesHouse.Alert("Failed", "job:worst:max > 0")) with { Name = "a" };
        var records = RulesHouse.Group(
            RulesHouse.Record("job:worst:max", "max(job:worst) or unread"),
            RulesHouse.Record("job:worst", "max by (job) (exit_code)"),
            RulesHouse.Record("nobody:reads", "min(exit_code)")) with
        { Name = "b" };
        await StartAsync(alerts, records);
        _queries.Set("job:worst:max > 0", ("job:worst:max", 1));
        _engine.Arrived(["exit_code"]);
        await UntilAsync(() => Firing("Failed"));
        Assert.Equal(
            ["max by (job) (exit_code)", "max(job:worst) or unread", "job:worst:max > 0"],
            _queries.AskedTexts);
        Assert.True(_queries.AskedAtMs[0] <= _queries.AskedAtMs[1]);
        Assert.True(_queries.AskedAtMs[1] <= _queries.AskedAtMs[2]);
    }

    [Fact]
    public async Task Recording_rules_that_read_one_another_in_a_circle_are_evaluated_once()
    {
        await StartAsync(RulesHouse.Group(
            RulesHouse.Record("a", "b + x"), RulesHouse.Record("b", "a"), RulesHouse.Alert("High", "b > 1")));
        _queries.Set("b > 1", ("b", 2));
        _engine.Arrived(["x"]);
        await UntilAsync(() => Firing("High"));
        Assert.Equal(3, _queries.AskedTexts.Count);
    }

    [Fact]
    public async Task A_hold_that_ends_between_two_evaluations_fires_then()
    {
        await StartAsync(RulesHouse.Group(RulesHouse.Alert("Failed", "exit_code != 0", "5s")));
        _queries.Set("exit_code != 0", ("exit_code", 1));
        _engine.Arrived(["exit_code"]);
        await UntilAsync(() => _sink.Reports is [.., { Alerts: [{ State: AlertState.Pending }] }]);
        await Task.Yield();
        for (var i = 0; i < 8 && !Firing("Failed"); i++)
        {
            await SettleAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await UntilAsync(() => Firing("Failed"));
        var alert = _sink.Reports.Last(r => r.Alerts.Count > 0).Alerts[0];
        Assert.InRange((alert.StartsAt - alert.ActiveAt).TotalSeconds, 5, 7);
    }

    [Fact]
    public async Task Groups_are_evaluated_at_their_slots()
    {
        var model = RulesHouse.Group(RulesHouse.Alert("Down", "up == 0"));
        await StartAsync(model);
        await SettleAsync();
        var slot = new EvaluationSlots(model).After(_time.GetUtcNow().ToUnixTimeMilliseconds());
        _time.Advance(RulesHouse.Interval);
        await UntilAsync(() => _queries.AskedAtMs.Count > 0);
        Assert.Equal(slot, _queries.AskedAtMs[0]);
    }

    [Fact]
    public async Task A_reload_keeps_the_state_of_rules_that_stay_and_ends_what_is_gone()
    {
        var stays = RulesHouse.Alert("Stays", "a == 1", "10m");
        await StartAsync(RulesHouse.Group(stays, RulesHouse.Alert("Goes", "b == 1")));
        _queries.Set("a == 1", ("a", 1));
        _queries.Set("b == 1", ("b", 1));
        _engine.Arrived(["a", "b"]);
        await UntilAsync(() => _sink.Reports is [.., { Alerts.Count: 2 }]);
        var activeAt = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(10));
        var changed = RulesHouse.Group(stays, RulesHouse.Record("r", "x"));
        await _engine.ApplyAsync(new RulesModel { Groups = [changed] }, CancellationToken.None);
        Assert.Equal(activeAt, Assert.Single(_sink.Reports[^1].Alerts).ActiveAt);
        var gone =
            _samples.Samples(Labels.Of("__name__", "ALERTS", "alertname", "Goes", "alertstate", "firing"));
        Assert.True(StaleMarker.Is(gone[^1].Value));

        await _engine.ApplyAsync(RulesModel.Empty, CancellationToken.None);
        Assert.Equal(("rules.yml;g", 0), (_sink.Reports[^1].Source, _sink.Reports[^1].Alerts.Count));
        Assert.Empty(_engine.Groups);
    }

    [Fact]
    public async Task A_group_that_went_while_the_process_was_down_is_forgotten()
    {
        var store = new MemoryStore();
        var house = new RulesHouse(_time, store);
        house.Queries.Set("up == 0", ("up", 0));
        await house.StepAsync(house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0"))));
        Assert.Equal(["rules.yml;g"], AlertJournal.Sources(store));
        using var engine = new RuleEngine(
            _queries, _samples, store, [_sink], _time, NullLogger.Instance);
        await engine.ApplyAsync(RulesModel.Empty, CancellationToken.None);
        Assert.Equal(("rules.yml;g", 0), (_sink.Reports[^1].Source, _sink.Reports[^1].Alerts.Count));
        Assert.Empty(AlertJournal.Sources(store));
        Assert.Empty(store.Scan("rule_alerts", KeyRange.All));
    }

    [Fact]
    public async Task A_failing_rule_makes_the_part_unhealthy_and_says_why()
    {
        await StartAsync(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")));
        Assert.True(_engine.Health.IsHealthy);
        _queries.Fail("up == 0", "the disk is gone");
        _engine.Arrived(["up"]);
        await UntilAsync(() => !_engine.Health.IsHealthy);
        Assert.Equal("Down of group g: the disk is gone", _engine.Health.Reason);
        Assert.Equal("rules", _engine.Health.Part);
        var failures = _engine.Metrics.Single(f => f.Name == "prometheus_rule_evaluation_failures_total");
        Assert.Equal(1, ((ValueMetric)Assert.Single(failures.Metrics)).Value);
    }

    [Fact]
    public async Task An_engine_that_is_disposed_before_it_is_told_to_stop_ends_without_a_fault()
    {
        await StartAsync(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")));
        _engine.Dispose();
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_group_that_stands_still_makes_the_part_unhealthy()
    {
        var house = new RulesHouse();
        using var group = house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")));
        var health = new RuleEngineHealth(house.Time);
        house.Time.Advance(3 * RulesHouse.Interval);
        Assert.True(health.Of([], [group]).IsHealthy);
        house.Time.Advance(2 * RulesHouse.Interval);
        Assert.Equal("group g has not been evaluated for 5 min", health.Of([], [group]).Reason);
        await house.StepAsync(group);
        Assert.True(health.Of([], [group]).IsHealthy);
    }

    private bool Firing(string name) => _sink.Reports.Count > 0 && _sink.Reports[^1].Alerts
        .Any(a => a.State == AlertState.Firing && a.Labels["alertname"] == name);

    private async Task StartAsync(params RuleGroupModel[] groups)
    {
        await _engine.ApplyAsync(new RulesModel { Groups = groups }, CancellationToken.None);
        _running = _engine.RunAsync(_stop.Token);
        // Every group rehearses its rules before its first slot.
        await UntilAsync(() => _queries.Asked >= groups.Sum(g => g.Rules.Count));
        _queries.Forget();
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < deadline, "it did not happen in time");
            await Task.Delay(1);
        }
    }

    /// <summary>Lets loops that other threads run come to rest at their timers.</summary>
    private static Task SettleAsync() => Task.Delay(30);
}
