using Hotaru.Model;

namespace Hotaru.Notifier.Tests.Alerts;

public sealed class HistoryTests
{
    private readonly NotifierFixture _fixture = new(() => Routes.Root(wait: 0, interval: 1));

    [Fact]
    public void What_fired_and_ended_is_kept_over_restarts_beside_what_fires()
    {
        _fixture.Fire("A");
        _fixture.Advance(60);
        _fixture.Resolve("A");
        _fixture.Advance(60);
        _fixture.Fire("B");
        _fixture.Advance(30 * 60);
        Assert.Equal(["B", "A 60"], Lines());
        _fixture.KillAndRestart(TimeSpan.FromMinutes(1));
        Assert.Equal(["B", "A 60"], Lines());
    }

    [Fact]
    public void An_alert_that_fires_again_soon_is_there_twice()
    {
        _fixture.Fire("A");
        _fixture.Advance(60);
        _fixture.Resolve("A");
        _fixture.Advance(30);
        _fixture.Fire("A");
        _fixture.Advance(20);
        Assert.Equal(["A", "A 60"], Lines());
        _fixture.Resolve("A");
        _fixture.Advance(3600);
        Assert.Equal(["A 20", "A 60"], Lines());
    }

    [Fact]
    public void A_page_of_it_ends_where_the_next_one_begins()
    {
        foreach (var name in new[] { "A", "B", "C" })
        {
            _fixture.Fire(name, TimeSpan.FromSeconds(5));
            _fixture.Advance(10);
        }

        _fixture.Advance(3600);
        Assert.Equal(["C 5", "B 5"], Lines(limit: 2));
        var last = _fixture.Notifier.Alerts.History(DateTimeOffset.MaxValue, 2)[^1].StartsAt;
        Assert.Equal(["A 5"], _fixture.Notifier.Alerts.History(last, 2).Select(Line));
    }

    [Fact]
    public void The_delivery_log_says_which_alerts_were_told()
    {
        _fixture.Fire("A");
        _fixture.Advance(1);
        var record = Assert.Single(_fixture.Notifier.Deliveries.List());
        Assert.Equal([Labels.Of(LabelNames.AlertName, "A").Fingerprint()], record.Members);
        _fixture.KillAndRestart(TimeSpan.FromSeconds(1));
        Assert.Equal(record.Members, Assert.Single(_fixture.Notifier.Deliveries.List()).Members);
    }

    private IEnumerable<string> Lines(int limit = 100) =>
        _fixture.Notifier.Alerts.History(DateTimeOffset.MaxValue, limit).Select(Line);

    /// <summary>The name, and how long it fired in seconds if it has ended.</summary>
    private string Line(AlertEntry alert) => alert.IsResolvedAt(_fixture.Time.GetUtcNow())
        ? $"{alert.Labels[LabelNames.AlertName]} {(alert.EndsAt - alert.StartsAt).TotalSeconds}"
        : alert.Labels[LabelNames.AlertName];
}
