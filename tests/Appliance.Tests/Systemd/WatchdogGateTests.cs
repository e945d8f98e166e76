using Hotaru.Appliance.Systemd;
using Hotaru.Indicator;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Appliance.Tests.Systemd;

/// <summary>The watchdog hears of what stands still, and of nothing else.</summary>
public sealed class WatchdogGateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task The_first_part_that_stands_still_closes_the_gate()
    {
        var (scraper, rules) = (new FakePart(), new FakePart());
        var gate = new WatchdogGate(new HealthBoard(_time), [scraper, rules]);
        Assert.Null(await gate.AskAsync(CancellationToken.None));
        rules.Hanging = "rules: node was not evaluated";
        Assert.Equal("rules: node was not evaluated", await gate.AskAsync(CancellationToken.None));
        rules.Hanging = null;
        Assert.Null(await gate.AskAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_part_that_fails_does_not_hang()
    {
        var board = new HealthBoard(_time);
        board.Add(new FullDisk());
        Assert.Null(await new WatchdogGate(board, []).AskAsync(CancellationToken.None));
    }

    [Fact]
    public void A_pulse_is_overdue_when_its_own_time_and_the_grace_are_over()
    {
        var pulse = new LoopPulse(_time, TimeSpan.FromMinutes(5));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Null(pulse.Overdue);

        pulse.Beat(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(pulse.Overdue);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), pulse.Overdue);

        pulse.Rest();
        Assert.Null(pulse.Overdue);
    }

    [Fact]
    public void A_clock_that_is_set_makes_no_pulse_overdue()
    {
        var pulse = new LoopPulse(_time, TimeSpan.FromMinutes(5));
        pulse.Beat(TimeSpan.FromMinutes(1));
        _time.Step(TimeSpan.FromDays(20_000));
        Assert.Null(pulse.Overdue);
    }

    private sealed class FakePart : IProgressSource
    {
        public string? Hanging { get; set; }
    }

    private sealed class FullDisk : IHealthSource
    {
        public PartHealth Health => new("storage", false, "the disk is full", ManualTime.DefaultStart);
    }
}
