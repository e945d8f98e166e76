using Hotaru.Model;
using Hotaru.Testing;
using Xunit;

namespace Hotaru.Rules.Tests.State;

public sealed class RestartTests
{
    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch.AddHours(1));
    private readonly MemoryStore _store = new();

    private static RuleGroupModel Model => RulesHouse.Group(RulesHouse.Alert("Down", "up == 0", "3m"));

    private RulesHouse NewHouse(bool down)
    {
        var house = new RulesHouse(_time, _store);
        if (down) house.Queries.Set("up == 0", ("up{job=\"a\"}", 0));
        return house;
    }

    [Fact]
    public async Task Killed_while_pending_it_fires_when_it_would_have_fired()
    {
        var before = NewHouse(down: true);
        var group = before.Start(Model);
        await before.StepAsync(group, 2);
        var activeAt = Assert.Single(before.Reported).ActiveAt;

        var after = NewHouse(down: true);
        using var again = after.Start(Model);
        Assert.Equal((AlertState.Pending, activeAt), (after.Reported[0].State, after.Reported[0].ActiveAt));
        await after.StepAsync(again);
        Assert.Equal(AlertState.Pending, Assert.Single(after.Reported).State);
        await after.StepAsync(again);
        Assert.Equal(AlertState.Firing, Assert.Single(after.Reported).State);
    }

    [Fact]
    public async Task Killed_while_firing_it_goes_on_firing_before_the_first_evaluation_and_keeps_its_start()
    {
        var before = NewHouse(down: true);
        await before.StepAsync(before.Start(Model), 4);
        var startsAt = Assert.Single(before.Reported).StartsAt;

        var after = NewHouse(down: true);
        using var again = after.Start(Model);
        Assert.Equal((AlertState.Firing, startsAt), (after.Reported[0].State, after.Reported[0].StartsAt));
        await after.StepAsync(again);
        Assert.Equal((AlertState.Firing, startsAt), (after.Reported[0].State, after.Reported[0].StartsAt));
    }

    [Fact]
    public async Task A_series_that_is_late_after_the_restart_does_not_resolve_but_one_that_stays_away_does()
    {
        var before = NewHouse(down: true);
        await before.StepAsync(before.Start(Model), 4);

        var after = NewHouse(down: false);
        using var again = after.Start(Model);
        await after.StepAsync(again, 2);
        Assert.Equal(AlertState.Firing, Assert.Single(after.Reported).State);
        await after.StepAsync(again);
        Assert.Equal(AlertState.Resolved, Assert.Single(after.Reported).State);
    }

    [Fact]
    public async Task Time_in_which_nobody_looked_does_not_count_as_pending()
    {
        var before = NewHouse(down: true);
        await before.StepAsync(before.Start(Model), 2);
        _time.Advance(TimeSpan.FromHours(2));

        var after = NewHouse(down: true);
        using var again = after.Start(Model);
        await after.StepAsync(again);
        Assert.Equal(AlertState.Pending, Assert.Single(after.Reported).State);
        await after.StepAsync(again);
        Assert.Equal(AlertState.Firing, Assert.Single(after.Reported).State);
    }

    [Fact]
    public async Task Resolved_is_still_told_after_a_restart()
    {
        var before = NewHouse(down: true);
        var group = before.Start(Model);
        await before.StepAsync(group, 4);
        before.Queries.Set("up == 0");
        await before.StepAsync(group);

        var after = NewHouse(down: false);
        using var again = after.Start(Model);
        Assert.Equal(AlertState.Resolved, Assert.Single(after.Reported).State);
        await after.StepAsync(again, 20);
        Assert.Empty(after.Reported);
        using var third = NewHouse(down: false).Start(Model);
        Assert.Empty(third.Status.Rules[0].Alerts);
    }

    [Fact]
    public async Task A_store_that_cannot_write_does_not_stop_alerting()
    {
        _store.Fail = "disk full";
        var house = NewHouse(down: true);
        using var group = house.Start(Model);
        await house.StepAsync(group, 4);
        Assert.Equal(AlertState.Firing, Assert.Single(house.Reported).State);
        _store.Fail = null;
        await house.StepAsync(group);
        using var again = NewHouse(down: true).Start(Model);
        Assert.Equal(AlertState.Firing, Assert.Single(again.Status.Rules[0].Alerts).State);
    }
}
