using Hotaru.Testing;

namespace Hotaru.Indicator.Tests;

public sealed class AcknowledgeButtonTests : IDisposable
{
    private readonly FakeButton _button = new();
    private readonly List<ButtonPress> _presses = [];

    [Fact]
    public void Short_and_long_presses_are_told_apart_by_the_kernels_times()
    {
        _button.Press(1, 0.2);
        _button.NothingFor(3);
        _button.Press(5, 2.5);
        _button.Press(9, 1.9);

        Watch(isStart: true);

        Assert.Equal([ButtonPress.Short, ButtonPress.Long, ButtonPress.Short], _presses);
    }

    [Fact]
    public void A_button_held_at_the_start_claims_and_its_release_is_no_press()
    {
        _button.IsPressed = true;
        var time = new SteppingTime(TimeSpan.FromSeconds(4));
        _button.NothingFor(1);
        _button.Release(5);

        Watch(isStart: true, time);

        Assert.Equal([ButtonPress.HeldAtStart], _presses);
    }

    [Fact]
    public void A_button_let_go_soon_after_the_start_does_nothing()
    {
        _button.IsPressed = true;
        _button.Release(0.5);

        Watch(isStart: true, new SteppingTime(TimeSpan.FromMilliseconds(10)));

        Assert.Empty(_presses);
    }

    [Theory]
    [InlineData("auto", true)]
    [InlineData("gpiochip9", true)]
    [InlineData("none", false)]
    [InlineData("console", false)]
    public void A_chip_that_is_not_there_yet_is_waited_for(string chip, bool isMade)
    {
        var model = new IndicatorModel() with { Chip = chip };
        using var button = AcknowledgeButton.Create(model, new ManualTime());
        Assert.Equal(isMade, button is not null);
    }

    public void Dispose() => _button.Dispose();

    private void Watch(bool isStart, TimeProvider? time = null)
    {
        using var watcher =
            new AcknowledgeButton(new IndicatorModel(), FakeGpio.Pi(), time ?? new ManualTime());
        watcher.Pressed += _presses.Add;
        Assert.Throws<GpioException>(() => watcher.Watch(_button, isStart));
    }

    /// <summary>Each look at the clock finds it so much later.</summary>
    private sealed class SteppingTime(TimeSpan step) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += step.Ticks;
    }
}
