namespace Hotaru.Notifier.Tests.Delivery;

public sealed class OutageTests
{
    [Fact]
    public void A_receiver_that_was_down_for_ten_minutes_gets_everything_once_and_in_order()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(60);
        fixture.Fire("B");
        fixture.Advance(120);
        fixture.Resolve("A");
        fixture.Advance(200);
        fixture.Fire("C");
        fixture.Advance(220);
        Assert.Empty(fixture.Receiver.Delivered);
        fixture.Receiver.Up();
        fixture.Advance(600);
        Assert.Equal(["firing A+", "firing B+", "resolved A-", "firing C+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void A_group_that_changes_during_an_outage_is_told_each_change_and_each_resolution_once()
    {
        var fixture = new NotifierFixture(() => Routes.Root(groupBy: []));
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Fire("B");
        fixture.Advance(40);
        fixture.Resolve("B");
        fixture.Advance(310);
        fixture.Fire("C");
        fixture.Advance(310);
        fixture.Receiver.Up();
        fixture.Advance(1200);
        Assert.Equal(["firing A+B+", "firing A+B-", "firing A+C+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void What_waits_is_not_repeated_behind_itself()
    {
        var fixture = new NotifierFixture(() => Routes.Root(repeat: 600));
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(3 * 3600);
        fixture.Receiver.Up();
        fixture.Advance(120);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Retries_wait_longer_and_longer_up_to_a_minute()
    {
        var fixture = new NotifierFixture(() => Routes.Root(wait: 0));
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(1.3);
        Assert.Equal(3, fixture.Receiver.Attempts);
        fixture.Advance(3600);
        Assert.InRange(fixture.Receiver.Attempts, 60, 80);
    }

    [Fact]
    public void A_refused_notification_is_decided_anew_at_the_next_flush()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Answer = _ => DeliveryOutcome.Refused("answered 404");
        fixture.Fire("A");
        fixture.Advance(31);
        Assert.Equal(1, fixture.Receiver.Attempts);
        Assert.Equal(DeliveryState.Refused, fixture.Notifier.Deliveries.List()[0].State);
        Assert.Equal("answered 404", fixture.Notifier.Deliveries.List()[0].Reason);
        fixture.Receiver.Up();
        fixture.Advance(300);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void A_refused_resolution_is_said_again()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A");
        fixture.Advance(31);
        fixture.Resolve("A");
        fixture.Receiver.Answer = _ => DeliveryOutcome.Refused("answered 400");
        fixture.Advance(300);
        fixture.Receiver.Up();
        fixture.Advance(300);
        Assert.Equal(["firing A+", "resolved A-"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void A_receiver_that_answers_with_errors_for_an_hour_is_given_up_and_the_next_ones_go_out()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Answer = n => n.Alerts[0].Labels["alertname"] == "Poison"
            ? DeliveryOutcome.Retry("answered 500") : DeliveryOutcome.Delivered;
        fixture.Fire("Poison");
        fixture.Fire("A");
        fixture.Advance(4000);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
        Assert.Contains(
            fixture.Notifier.Deliveries.List(), d => d is { State: DeliveryState.Dropped, Attempts: > 20 });
    }

    [Fact]
    public void A_full_disk_does_not_keep_an_alert_from_arriving()
    {
        var fixture = new NotifierFixture();
        fixture.Store.Fail = "no space left";
        fixture.Fire("A");
        fixture.Advance(31);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
        Assert.False(fixture.Notifier.Health.IsHealthy);
        fixture.Store.Fail = null;
        fixture.Advance(10);
        Assert.True(fixture.Notifier.Health.IsHealthy);
        fixture.KillAndRestart(TimeSpan.FromSeconds(20));
        fixture.Advance(600);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void A_receiver_that_is_away_is_trouble_outside_and_no_fault_of_the_notifier()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(31);
        Assert.True(fixture.Notifier.DeliveryHealth.IsHealthy);
        fixture.Advance(120);
        Assert.True(fixture.Notifier.Health.IsHealthy);
        Assert.True(fixture.Notifier.DeliveryHealth is { IsHealthy: false, IsOutside: true });
        Assert.StartsWith(
            "ops/webhook/0: ", fixture.Notifier.DeliveryHealth.Reason, StringComparison.Ordinal);
        fixture.Receiver.Up();
        fixture.Advance(120);
        Assert.True(fixture.Notifier.DeliveryHealth.IsHealthy);
    }

    [Fact]
    public void A_disk_that_does_not_answer_is_a_fault_of_the_notifier()
    {
        var fixture = new NotifierFixture();
        fixture.Store.Hang = true;
        // The sign of life is written at last after five minutes, and waits from then on.
        fixture.Advance((5 * 60) + 15);
        Assert.True(fixture.Notifier.Health.IsHealthy);
        fixture.Advance(75);
        Assert.StartsWith("the disk has not answered for ", fixture.Notifier.Health.Reason);
    }

    [Fact]
    public void A_full_queue_drops_the_oldest_and_says_so()
    {
        var limits = DeliveryLimits.Default with { QueueLength = 2 };
        var fixture = new QueueFixture(limits);
        fixture.Sender.Down();
        foreach (var name in new[] { "A", "B", "C", "D" }) fixture.Add(name);
        Assert.Equal(2, fixture.Queue.Length);
        fixture.Sender.Up();
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(["firing C+", "firing D+"], fixture.Sender.Delivered);
        Assert.Equal(2, fixture.Deliveries.List().Count(d => d.Reason == "the queue was full"));
    }
}
