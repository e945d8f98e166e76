using Hotaru.Model;
using Xunit;

namespace Hotaru.Rules.Tests.Evaluation;

public sealed class AlertingTests
{
    private readonly RulesHouse _house = new();

    [Fact]
    public async Task An_alert_is_pending_fires_after_its_hold_and_resolves_when_the_series_is_gone()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0", "2m")));
        _house.Queries.Set("up == 0", ("up{job=\"a\"}", 0));
        await _house.StepAsync(group);
        Assert.Equal(AlertState.Pending, Assert.Single(_house.Reported).State);
        await _house.StepAsync(group);
        Assert.Equal(AlertState.Pending, Assert.Single(_house.Reported).State);
        await _house.StepAsync(group);
        var firing = Assert.Single(_house.Reported);
        Assert.Equal(AlertState.Firing, firing.State);
        Assert.Equal(_house.Time.GetUtcNow(), firing.StartsAt);
        Assert.Equal(_house.Time.GetUtcNow().AddMinutes(4), firing.EndsAt);
        Assert.Equal(Labels.Of("alertname", "Down", "job", "a"), firing.Labels);
        Assert.Equal("/graph?g0.expr=up+%3D%3D+0&g0.tab=1", firing.GeneratorUrl);

        _house.Queries.Set("up == 0");
        await _house.StepAsync(group);
        var resolved = Assert.Single(_house.Reported);
        Assert.Equal((AlertState.Resolved, _house.Time.GetUtcNow()), (resolved.State, resolved.EndsAt));
        await _house.StepAsync(group, 15);
        Assert.Single(_house.Reported);
        await _house.StepAsync(group);
        Assert.Empty(_house.Reported);
    }

    [Fact]
    public async Task A_pending_alert_whose_series_is_gone_leaves_nothing()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0", "5m")));
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        _house.Queries.Set("up == 0");
        await _house.StepAsync(group);
        Assert.Empty(_house.Reported);
    }

    [Fact]
    public async Task Keep_firing_for_holds_the_alert_and_a_new_series_ends_the_count()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0", keep: "3m")));
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        _house.Queries.Set("up == 0");
        await _house.StepAsync(group, 2);
        var kept = Assert.Single(group.Status.Rules[0].Alerts);
        Assert.Equal((AlertState.Firing, _house.Time.GetUtcNow().AddMinutes(-1)),
            (kept.State, kept.KeepFiringSince));
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        Assert.Null(Assert.Single(group.Status.Rules[0].Alerts).KeepFiringSince);
        _house.Queries.Set("up == 0");
        await _house.StepAsync(group, 3);
        Assert.Equal(AlertState.Firing, Assert.Single(_house.Reported).State);
        await _house.StepAsync(group);
        Assert.Equal(AlertState.Resolved, Assert.Single(_house.Reported).State);
    }

    [Fact]
    public async Task Labels_and_annotations_are_expanded_and_failures_stand_in_the_text()
    {
        var rule = RulesHouse.Alert(
            "Full", "disk > 0.5",
            labels: Labels.Of("severity", "{{ if gt $value 0.9 }}critical{{ else }}warning{{ end }}", "empty",
                ""),
            annotations: Labels.Of(
                "summary",
                "{{ $labels.mount }} is {{ $value | humanizePercentage }} full ({{ $externalLabels.site }})",
                "peers", "{{ range query \"up\" }}{{ .Labels.job }}={{ .Value }} {{ end }}",
                "broken", "{{ $labels.mount.nope }}"));
        _house.Queries.Set("disk > 0.5", ("disk{mount=\"/\"}", 0.95));
        _house.Queries.Set("up", ("up{job=\"a\"}", 1), ("up{job=\"b\"}", 0));
        var model = RulesHouse.Group(rule);
        using var group = _house.Start(
            model, new RulesModel { Groups = [model], ExternalLabels = Labels.Of("site", "home") });
        await _house.StepAsync(group);
        var alert = Assert.Single(_house.Reported);
        Assert.Equal(Labels.Of("alertname", "Full", "mount", "/", "severity", "critical"), alert.Labels);
        Assert.Equal("/ is 95% full (home)", alert.Annotations["summary"]);
        Assert.Equal("a=1 b=0 ", alert.Annotations["peers"]);
        Assert.Equal(
            "<error expanding template: error executing template __alert_Full: template: __alert_Full:1:122: "
            + "executing \"__alert_Full\" at <$labels.mount.nope>: can't evaluate field nope in type string>",
            alert.Annotations["broken"]);
    }

    [Fact]
    public async Task ALERTS_and_ALERTS_FOR_STATE_follow_the_state_and_end_with_a_stale_marker()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert(
            "Down", "up == 0", "1m", labels: Labels.Of("severity", "critical", "zone", ""))));
        _house.Queries.Set("up == 0", ("up{job=\"a\", zone=\"z\"}", 0));
        await _house.StepAsync(group);
        var first = _house.NowMs;
        await _house.StepAsync(group);
        _house.Queries.Set("up == 0");
        await _house.StepAsync(group);
        Labels Series(string name, string? state) => new LabelsBuilder(
                Labels.Of("__name__", name, "alertname", "Down", "job", "a", "severity", "critical"))
            .Set("alertstate", state ?? "").Build();
        var pending = _house.Samples.Samples(Series("ALERTS", "pending"));
        Assert.Equal([first, first + 60_000], pending.Select(s => s.TimestampMs));
        Assert.True(StaleMarker.Is(pending[1].Value));
        var firing = _house.Samples.Samples(Series("ALERTS", "firing"));
        Assert.Equal([first + 60_000, first + 120_000], firing.Select(s => s.TimestampMs));
        Assert.True(StaleMarker.Is(firing[1].Value));
        Assert.Equal(first / 1000, _house.Samples.Samples(Series("ALERTS_FOR_STATE", null))[0].Value);
    }

    [Fact]
    public async Task Two_alerts_that_come_out_the_same_are_an_error_and_change_nothing()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert(
            "Down", "up == 0", labels: Labels.Of("job", "same"))));
        _house.Queries.Set("up == 0", ("up{job=\"a\"}", 0), ("up{job=\"b\"}", 0));
        await _house.StepAsync(group);
        Assert.Empty(_house.Reported);
        var rule = group.Status.Rules[0];
        Assert.Equal(RuleHealth.Bad, rule.Health);
        Assert.Equal("vector contains metrics with the same labelset after applying alert labels",
            rule.LastError);
    }

    [Fact]
    public async Task More_alerts_than_the_limit_clear_the_rule()
    {
        var model = RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")) with { Limit = 1 };
        using var group = _house.Start(model);
        _house.Queries.Set("up == 0", ("up{job=\"a\"}", 0), ("up{job=\"b\"}", 0));
        await _house.StepAsync(group);
        Assert.Empty(_house.Reported);
        Assert.Equal("exceeded limit of 1 with 2 alerts", group.Status.Rules[0].LastError);
    }

    [Fact]
    public async Task A_failing_query_keeps_the_alerts_but_not_their_end()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")));
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        var ends = Assert.Single(_house.Reported).EndsAt;
        _house.Queries.Fail("up == 0", "storage is gone");
        await _house.StepAsync(group);
        var alert = Assert.Single(_house.Reported);
        Assert.Equal((AlertState.Firing, ends), (alert.State, alert.EndsAt));
        Assert.Equal("storage is gone", group.Status.Rules[0].LastError);
    }

    [Fact]
    public async Task A_query_offset_moves_query_and_samples_but_not_the_alert()
    {
        var model =
            RulesHouse.Group(RulesHouse.Alert("Down", "up == 0")) with
            {
                QueryOffset =
                TimeSpan.FromSeconds(30)
            };
        using var group = _house.Start(model);
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        Assert.Equal(_house.NowMs - 30_000, _house.Queries.AskedAtMs[^1]);
        var series = Labels.Of("__name__", "ALERTS", "alertname", "Down", "alertstate", "firing");
        Assert.Equal(_house.NowMs - 30_000, Assert.Single(_house.Samples.Samples(series)).TimestampMs);
        Assert.Equal(_house.Time.GetUtcNow(), Assert.Single(_house.Reported).ActiveAt);
    }

    [Fact]
    public async Task A_clock_that_is_set_does_not_make_a_pending_alert_fire()
    {
        using var group = _house.Start(RulesHouse.Group(RulesHouse.Alert("Down", "up == 0", "10m")));
        _house.Queries.Set("up == 0", ("up", 0));
        await _house.StepAsync(group);
        _house.Time.Step(TimeSpan.FromDays(30));
        await _house.StepAsync(group);
        Assert.Equal(AlertState.Pending, Assert.Single(_house.Reported).State);
        _house.Time.Step(TimeSpan.FromDays(-60));
        await _house.StepAsync(group, 8);
        Assert.Equal(AlertState.Pending, Assert.Single(_house.Reported).State);
        await _house.StepAsync(group);
        Assert.Equal(AlertState.Firing, Assert.Single(_house.Reported).State);
    }
}
