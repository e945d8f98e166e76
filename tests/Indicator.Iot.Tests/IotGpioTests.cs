using System.Device.Gpio;

namespace Hotaru.Indicator.Iot.Tests;

public sealed class IotGpioTests
{
    private static readonly GpioChip Header = new("/dev/gpiochip0", "gpiochip0", "pinctrl-bcm2835", 54);
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(10);

    private readonly FakeChip _chip = new();
    private readonly IotGpio _gpio;

    public IotGpioTests() => _gpio = new IotGpio(_chip, TimeProvider.System);

    [Fact]
    public void Chips_are_told_with_their_labels()
    {
        Assert.Equal(Header, _gpio.Chips()[0]);
        Assert.Equal("", _gpio.ChipProblem("/dev/gpiochip1"));
        Assert.Equal("/dev/gpiochip7 is no GPIO chip", _gpio.ChipProblem("/dev/gpiochip7"));
        _chip.Fail = "Permission denied";
        Assert.Equal(
            "/dev/gpiochip0 cannot be opened: Permission denied", _gpio.ChipProblem("/dev/gpiochip0"));
        Assert.Equal(
            "the GPIO chips cannot be listed: Permission denied",
            Assert.Throws<GpioException>(() => _gpio.Chips()).Message);
    }

    [Fact]
    public void Lamps_are_dark_at_first_follow_the_bits_and_are_given_back()
    {
        using (var lamps = _gpio.RequestOutputs(Header, [17, 27, 18], isActiveLow: false))
        {
            Assert.Equal("17=Low 18=Low 27=Low", _chip.Held);
            lamps.Set(0b101);
            Assert.Equal("17=High 18=High 27=Low", _chip.Held);
            lamps.Set(0b010);
            Assert.Equal("17=Low 18=Low 27=High", _chip.Held);
        }

        Assert.Equal("", _chip.Held);
    }

    [Fact]
    public void Lamps_that_are_lit_by_a_low_level_are_high_at_first()
    {
        using var lamps = _gpio.RequestOutputs(Header, [17, 27], isActiveLow: true);
        Assert.Equal("17=High 27=High", _chip.Held);
        lamps.Set(0b01);
        Assert.Equal("17=Low 27=High", _chip.Held);
    }

    [Fact]
    public void What_goes_wrong_is_told_in_one_kind_and_nothing_stays_held()
    {
        using var taken = _gpio.RequestOutputs(Header, [27], isActiveLow: false);
        var error = Assert.Throws<GpioException>(() => _gpio.RequestOutputs(Header, [17, 27], false));
        Assert.Equal("gpiochip0: line 17, 27 cannot be had: Device or resource busy", error.Message);
        Assert.Equal("27=Low", _chip.Held);

        _chip.Fail = "gone";
        Assert.Equal(
            "gpiochip0: line 27 cannot be set: gone",
            Assert.Throws<GpioException>(() => taken.Set(1)).Message);
    }

    [Fact]
    public void A_press_that_bounces_is_one_edge_each_way()
    {
        using var button = _gpio.RequestButton(Header, 23, Debounce);
        Assert.Equal(PinMode.InputPullUp, _chip.Mode(23));
        Assert.False(button.IsPressed);

        for (var i = 0; i < 5; i++) Move(PinValue.Low, PinValue.High);
        Move(PinValue.Low);
        var down = button.Wait(AWhile)!.Value;
        Assert.True(down.IsActive && button.IsPressed);
        Assert.Null(button.Wait(TimeSpan.Zero));

        Move(PinValue.High, PinValue.Low, PinValue.High);
        var up = button.Wait(AWhile)!.Value;
        Assert.False(up.IsActive);
        Assert.True(up.TimestampNs > down.TimestampNs);
    }

    [Fact]
    public void A_spike_is_no_press_and_a_lost_event_is_made_up_for()
    {
        using var button = _gpio.RequestButton(Header, 23, Debounce);
        Move(PinValue.Low, PinValue.High);
        Assert.Null(button.Wait(AWhile));

        _chip.Move(23, PinValue.Low, isHeard: false);
        Assert.True(button.Wait(TimeSpan.Zero)!.Value.IsActive);
    }

    [Fact]
    public void A_button_whose_line_is_lost_says_so()
    {
        using var button = _gpio.RequestButton(Header, 23, Debounce);
        _chip.Fail = "No such device";
        Assert.Equal(
            "gpiochip0: line 23 cannot be read: No such device",
            Assert.Throws<GpioException>(() => button.Wait(TimeSpan.Zero)).Message);
    }

    private void Move(params PinValue[] levels)
    {
        foreach (var level in levels) _chip.Move(23, level);
    }
}
