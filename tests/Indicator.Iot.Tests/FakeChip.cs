using System.Device.Gpio;

namespace Hotaru.Indicator.Iot.Tests;

/// <summary>
/// A chip as System.Device.Gpio's controller sees it, whose lines can be looked at and pressed.
/// </summary>
internal sealed class FakeChip : ILineDrivers
{
    private readonly Dictionary<int, PinValue> _levels = [];
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinChangeEventHandler> _watchers = [];

    /// <summary>Why everything fails; null while it works.</summary>
    public string? Fail { get; set; }

    /// <summary>Lines that somebody holds, with their levels: "17=High".</summary>
    public string Held => string.Join(
        " ", _modes.OrderBy(m => m.Key).Select(m => $"{m.Key}={_levels.GetValueOrDefault(m.Key)}"));

    public PinMode Mode(int line) => _modes[line];

    public IReadOnlyList<GpioChipInfo> Chips()
    {
        Check();
        return
        [
            new GpioChipInfo(0, "gpiochip0", "pinctrl-bcm2835", 54),
            new GpioChipInfo(1, "gpiochip1", "exp", 8),
        ];
    }

    public GpioDriver Open(int chip)
    {
        Check();
        return chip == 0 ? new Driver(this) : throw new IOException("the wrong chip");
    }

    /// <summary>The contact moves; whoever watches hears of it unless the event is lost.</summary>
    public void Move(int line, PinValue level, bool isHeard = true)
    {
        _levels[line] = level;
        if (!isHeard || !_watchers.TryGetValue(line, out var heard)) return;
        var change = level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling;
        heard(this, new PinValueChangedEventArgs(change, line));
    }

    private void Check()
    {
        if (Fail is not null) throw new IOException(Fail);
    }

    private sealed class Driver(FakeChip chip) : GpioDriver
    {
        protected override int PinCount => 54;

        protected override void OpenPin(int pinNumber)
        {
            if (!chip._modes.TryAdd(pinNumber, PinMode.Input))
                throw new IOException("Device or resource busy");
        }

        protected override void ClosePin(int pinNumber) => chip._modes.Remove(pinNumber);

        protected override void SetPinMode(int pinNumber, PinMode mode)
        {
            chip._modes[pinNumber] = mode;
            if (mode == PinMode.InputPullUp) chip._levels[pinNumber] = PinValue.High;
        }

        protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
        {
            chip._modes[pinNumber] = mode;
            chip._levels[pinNumber] = initialValue;
        }

        protected override PinMode GetPinMode(int pinNumber) => chip._modes[pinNumber];

        protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

        protected override PinValue Read(int pinNumber)
        {
            chip.Check();
            return chip._levels[pinNumber];
        }

        protected override void Write(int pinNumber, PinValue value)
        {
            chip.Check();
            chip._levels[pinNumber] = value;
        }

        protected override WaitForEventResult WaitForEvent(
            int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override void AddCallbackForPinValueChangedEvent(
            int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
            chip._watchers[pinNumber] = callback;

        protected override void RemoveCallbackForPinValueChangedEvent(
            int pinNumber, PinChangeEventHandler callback) => chip._watchers.Remove(pinNumber);
    }
}
