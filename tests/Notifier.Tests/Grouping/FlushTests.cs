namespace Hotaru.Notifier.Tests.Grouping;

public sealed class FlushTests
{
    [Fact]
    public void Group_wait_gathers_and_group_interval_spaces()
    {
        var fixture = new NotifierFixture(() => Routes.Root(groupBy: []));
        fixture.Fire("A");
        fixture.Advance(20);
        fixture.Fire("B");
        fixture.Advance(11);
        Assert.Equal(["firing A+B+"], fixture.Receiver.Delivered);
        fixture.Fire("C");
        fixture.Advance(298);
        Assert.Single(fixture.Receiver.Delivered);
        fixture.Advance(2);
        Assert.Equal(["firing A+B+", "firing A+B+C+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Repeats_come_at_the_first_flush_after_repeat_interval()
    {
        var fixture = new NotifierFixture(() => Routes.Root(repeat: 1000));
        fixture.Fire("A");
        fixture.Advance(30 + 4 * 300 + 1);
        Assert.Equal(2, fixture.Receiver.Delivered.Count);
    }

    [Fact]
    public void Receivers_without_send_resolved_hear_of_firing_alerts_only()
    {
        var fixture = new NotifierFixture(() => Routes.Root(groupBy: []), sendResolved: false);
        fixture.Fire("A");
        fixture.Fire("B");
        fixture.Advance(31);
        fixture.Resolve("A");
        fixture.Advance(300);
        fixture.Resolve("B");
        fixture.Advance(300);
        Assert.Equal(["firing A+B+"], fixture.Receiver.Delivered);
        fixture.Fire("B");
        fixture.Advance(300);
        Assert.Equal(["firing A+B+", "firing B+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Alerts_are_ordered_by_job_instance_and_labels()
    {
        var fixture = new NotifierFixture(() => Routes.Root(groupBy: []));
        fixture.Fire("NoJob");
        fixture.Fire("C", null, "job", "b");
        fixture.Fire("B", null, "job", "a", "instance", "2");
        fixture.Fire("A", null, "job", "a", "instance", "1");
        fixture.Advance(31);
        Assert.Equal(["firing A+B+C+NoJob+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void A_reload_keeps_groups_times_and_what_receivers_know()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A");
        fixture.Advance(31);
        fixture.Fire("B");
        fixture.Advance(10);
        fixture.Notifier.Apply(fixture.Notifier.Model with { Root = Routes.Root() });
        fixture.Advance(19);
        Assert.Single(fixture.Receiver.Delivered);
        fixture.Advance(2);
        Assert.Equal(["firing A+", "firing B+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void What_waits_for_a_receiver_that_a_reload_removed_is_dropped_and_logged()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(31);
        fixture.Notifier.Apply(NotifierModel.Silent);
        Assert.Equal("the receiver is no longer configured", fixture.Notifier.Deliveries.List()[0].Reason);
    }
}
