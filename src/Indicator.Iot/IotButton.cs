using System.Device.Gpio;
using Iot.Device.Button;

namespace Hotaru.Indicator.Iot;

/// <summary>
/// A line that is held as a GpioButton. Its events say that something happened, the level what: its own
/// debounce takes a bouncing press for a short one, and reckons by a clock that steps.
/// </summary>
internal sealed class IotButton : IGpioButton
{
    private readonly GpioController _controller;
    private readonly GpioButton _button;
    private readonly int _line;
    private readonly TimeSpan _debounce;
    private readonly string _chip;
    private readonly TimeProvider _time;
    private readonly AutoResetEvent _stirred = new(false);
    private bool _wasPressed;

    public IotButton(GpioController controller, int line, TimeSpan debounce, string chip, TimeProvider time)
    {
        (_controller, _line, _debounce, _chip, _time) = (controller, line, debounce, chip, time);
        _button = new GpioButton(line, isPullUp: true, gpio: controller, shouldDispose: true);
        _button.ButtonDown += Stir;
        _button.ButtonUp += Stir;
        _wasPressed = IsPressed;
    }

    public bool IsPressed => IotErrors.Told(
        $"{_chip}: line {_line} cannot be read", () => _controller.Read(_line) == PinValue.Low);

    public GpioEdge? Wait(TimeSpan atMost)
    {
        var isStirred = _stirred.WaitOne(atMost);
        var at = _time.GetTimestamp();
        // Until the contact has been still for so long.
        while (isStirred && _stirred.WaitOne(_debounce))
        {
        }

        // Also where nothing was heard: an event may have been lost, the level is not.
        var isPressed = IsPressed;
        if (isPressed == _wasPressed) return null;
        _wasPressed = isPressed;
        return new GpioEdge(isPressed, (ulong)(_time.GetElapsedTime(0, at).Ticks * 100));
    }

    public void Dispose()
    {
        _button.ButtonDown -= Stir;
        _button.ButtonUp -= Stir;
        // The controller is the button's to dispose.
        _button.Dispose();
        _stirred.Dispose();
    }

    private void Stir(object? sender, EventArgs e) => _stirred.Set();
}
