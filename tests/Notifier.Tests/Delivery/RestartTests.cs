using Hotaru.Model;

namespace Hotaru.Notifier.Tests.Delivery;

public sealed class RestartTests
{
    [Fact]
    public void Killed_in_group_wait_the_alert_is_still_sent_at_its_time()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A");
        fixture.Advance(10);
        fixture.KillAndRestart(TimeSpan.FromSeconds(5));
        fixture.Advance(14);
        Assert.Empty(fixture.Receiver.Delivered);
        fixture.Advance(2);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
        fixture.Advance(3600);
        Assert.Single(fixture.Receiver.Delivered);
    }

    [Fact]
    public void Killed_while_firing_it_stays_firing_and_the_resolution_is_sent_once()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A");
        fixture.Advance(31);
        fixture.KillAndRestart(TimeSpan.FromMinutes(2));
        fixture.Advance(3600);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
        fixture.Resolve("A");
        fixture.Advance(301);
        fixture.KillAndRestart(TimeSpan.FromMinutes(1));
        fixture.Advance(3600);
        Assert.Equal(["firing A+", "resolved A-"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Killed_between_a_resolution_and_its_flush_the_resolution_is_sent()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A");
        fixture.Advance(31);
        fixture.Resolve("A");
        fixture.KillAndRestart(TimeSpan.FromMinutes(20));
        fixture.Advance(600);
        Assert.Equal(["firing A+", "resolved A-"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Killed_right_after_a_resolution_it_does_not_fire_again()
    {
        var fixture = new NotifierFixture(() => Routes.Root(wait: 0, interval: 1));
        fixture.Fire("A");
        fixture.Fire("ByItself", TimeSpan.FromSeconds(2));
        fixture.Advance(1);
        fixture.Resolve("A");
        fixture.Advance(4);
        fixture.KillAndRestart(TimeSpan.FromSeconds(2));
        fixture.Advance(3600);
        Assert.Equal(
            ["firing A+", "firing ByItself+", "resolved A-", "resolved ByItself-"],
            fixture.Receiver.Delivered);
    }

    [Fact]
    public void Killed_with_a_queue_everything_arrives_once_and_in_order()
    {
        var fixture = new NotifierFixture();
        fixture.Receiver.Down();
        fixture.Fire("A");
        fixture.Advance(35);
        fixture.Fire("B");
        fixture.Advance(35);
        fixture.Resolve("A");
        fixture.Advance(300);
        fixture.KillAndRestart(TimeSpan.FromMinutes(3));
        fixture.Advance(60);
        fixture.KillAndRestart(TimeSpan.FromMinutes(3));
        fixture.Receiver.Up();
        fixture.Advance(3600);
        Assert.Equal(["firing A+", "firing B+", "resolved A-"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void An_alert_whose_end_passed_while_the_process_was_down_waits_for_its_source_to_speak()
    {
        var fixture = new NotifierFixture();
        fixture.Fire("A", TimeSpan.FromMinutes(4));
        fixture.Advance(60);
        fixture.KillAndRestart(TimeSpan.FromHours(2));
        fixture.Advance(60);
        fixture.Fire("A", TimeSpan.FromMinutes(4));
        fixture.Advance(120);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
        // Nobody speaks of it any more: it resolves by itself.
        fixture.Advance(3600);
        Assert.Equal(["firing A+", "resolved A-"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void An_alert_that_is_renewed_again_and_again_survives_although_not_every_renewal_is_stored()
    {
        var fixture = new NotifierFixture();
        for (var minute = 0; minute < 60; minute++)
        {
            fixture.Fire("A", TimeSpan.FromMinutes(4));
            fixture.Advance(60);
        }

        fixture.KillAndRestart(TimeSpan.FromSeconds(30));
        fixture.Fire("A", TimeSpan.FromMinutes(4));
        fixture.Advance(180);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Nothing_is_repeated_because_a_log_forgot()
    {
        var fixture = new NotifierFixture(() => Routes.Root(interval: 3600, repeat: 60 * 24 * 3600));
        fixture.Fire("A", TimeSpan.FromDays(40));
        fixture.Advance(8 * 24 * 3600);
        fixture.KillAndRestart(TimeSpan.FromMinutes(1));
        fixture.Advance(24 * 3600);
        Assert.Equal(["firing A+"], fixture.Receiver.Delivered);
    }

    [Fact]
    public void Silences_survive_and_still_mute()
    {
        var fixture = new NotifierFixture();
        var now = fixture.Time.GetUtcNow();
        var stored = fixture.Notifier.Silences.SetAsync(
            new Silence("", [new Matcher("alertname", MatchOperator.Regex, "A|B")], now, now.AddHours(1), now,
                "me",
                "work", Labels.Empty), CancellationToken.None);
        Assert.True(stored.IsCompletedSuccessfully);
        fixture.KillAndRestart(TimeSpan.FromMinutes(1));
        fixture.Fire("A");
        fixture.Fire("C");
        fixture.Advance(60);
        Assert.Equal(["firing C+"], fixture.Receiver.Delivered);
        fixture.Advance(3600);
        Assert.Equal(["firing C+", "firing A+"], fixture.Receiver.Delivered);
    }
}
