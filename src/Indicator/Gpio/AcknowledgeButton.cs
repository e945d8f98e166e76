namespace Hotaru.Indicator;

/// <summary>
/// The button: a short press acknowledges, a long one tests the lamp, and one that is held while the
/// appliance starts claims it. One thread waits for edges; a button that cannot be had is tried again.
/// </summary>
public sealed class AcknowledgeButton : IDisposable
{
    /// <summary>From here on a press is long.</summary>
    public static readonly TimeSpan LongPress = TimeSpan.FromSeconds(2);

    /// <summary>A press at the start must last this long to claim.</summary>
    public static readonly TimeSpan ClaimPress = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(10);

    /// <summary>Most machines have no header at all: those are asked ever less often.</summary>
    private static readonly TimeSpan TryAgainAtMost = TimeSpan.FromMinutes(10);

    private readonly IndicatorModel _model;
    private readonly IGpio _gpio;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Thread? _thread;

    private bool _isStart;

    internal AcknowledgeButton(IndicatorModel model, IGpio gpio, TimeProvider time, bool isStart = true) =>
        (_model, _gpio, _time, _isStart) = (model, gpio, time, isStart);

    /// <summary>The button of the configuration, or null where it has none.</summary>
    /// <param name="isStart">Whether the appliance starts: a press that is under way then claims it.</param>
    public static AcknowledgeButton? Create(IndicatorModel model, TimeProvider time, bool isStart = true)
    {
        if (model.ButtonPin is null || model.Chip is "none" or "console") return null;
        return new AcknowledgeButton(model, model.Driver.Open(), time, isStart);
    }

    /// <summary>Raised on the button's own thread.</summary>
    public event Action<ButtonPress>? Pressed;

    /// <summary>Why the button does not work now; empty while it does.</summary>
    public string Problem { get; private set; } = "";

    public void Start()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "hotaru-button" };
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread?.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        for (var pause = TryAgain; !_stop.IsCancellationRequested;)
        {
            try
            {
                using var button = _gpio.RequestButton(
                    GpioChips.Find(_gpio, _model.Chip), _model.ButtonPin!.Value, _model.Debounce);
                (Problem, pause) = ("", TryAgain);
                Watch(button, _isStart);
            }
            catch (GpioException e)
            {
                Problem = e.Message;
                _stop.Token.WaitHandle.WaitOne(pause);
                pause = pause * 2 < TryAgainAtMost ? pause * 2 : TryAgainAtMost;
            }
        }
    }

    /// <summary>Follows the button until the stop; throws where the line is lost.</summary>
    internal void Watch(IGpioButton button, bool isStart)
    {
        // Where the line is lost and had again, that is no start any more.
        _isStart = false;
        if (isStart && button.IsPressed && !WasReleased(button, ClaimPress))
            Pressed?.Invoke(ButtonPress.HeldAtStart);
        ulong? pressedAt = null;
        while (!_stop.IsCancellationRequested)
        {
            if (button.Wait(Wait) is not { } edge) continue;
            if (edge.IsActive)
            {
                pressedAt = edge.TimestampNs;
                continue;
            }

            if (pressedAt is not { } begun) continue;
            pressedAt = null;
            var held = TimeSpan.FromTicks((long)(edge.TimestampNs - begun) / 100);
            Pressed?.Invoke(held >= LongPress ? ButtonPress.Long : ButtonPress.Short);
        }
    }

    private bool WasReleased(IGpioButton button, TimeSpan within)
    {
        var begun = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested && _time.GetElapsedTime(begun) < within)
        {
            if (button.Wait(within - _time.GetElapsedTime(begun)) is { IsActive: false }) return true;
        }

        return !button.IsPressed;
    }
}
