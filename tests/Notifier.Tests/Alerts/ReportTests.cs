using Hotaru.Model;

namespace Hotaru.Notifier.Tests.Alerts;

public sealed class ReportTests
{
    private readonly NotifierFixture _fixture = new(() => Routes.Root(wait: 0, interval: 10));

    [Fact]
    public void Reports_of_the_own_rules_go_the_way_of_posted_alerts()
    {
        Report(Alert("Pending", AlertState.Pending), Alert("Firing", AlertState.Firing));
        Assert.Equal(["firing Firing+"], _fixture.Receiver.Delivered);
        Report(Alert("Pending", AlertState.Pending), Alert("Firing", AlertState.Resolved));
        _fixture.Advance(11);
        Assert.Equal(["firing Firing+", "resolved Firing-"], _fixture.Receiver.Delivered);
    }

    [Fact]
    public void What_a_source_no_longer_speaks_of_is_resolved()
    {
        Report(Alert("A", AlertState.Firing), Alert("B", AlertState.Firing));
        Report(Alert("B", AlertState.Firing));
        _fixture.Advance(11);
        Assert.Contains("resolved A-", _fixture.Receiver.Delivered);
        Report();
        _fixture.Advance(11);
        Assert.Contains("resolved B-", _fixture.Receiver.Delivered);
    }

    [Fact]
    public void Sources_do_not_disturb_each_other()
    {
        Report(Alert("A", AlertState.Firing));
        _fixture.Notifier.Receive(new AlertReport("other", [Alert("B", AlertState.Firing)]));
        _fixture.Advance(30);
        Assert.Equal(["firing A+", "firing B+"], _fixture.Receiver.Delivered);
    }

    private void Report(params Alert[] alerts) => _fixture.Notifier.Receive(new AlertReport("rules", alerts));

    private Alert Alert(string name, AlertState state)
    {
        var now = _fixture.Time.GetUtcNow();
        return new Alert(
            state, Labels.Of("alertname", name), Labels.Empty, 1, now, now,
            state == AlertState.Resolved ? now : now.AddMinutes(4), "http://hotaru/graph");
    }
}
