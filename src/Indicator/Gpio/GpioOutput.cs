namespace Hotaru.Indicator;

/// <summary>
/// Lamps and buzzer on lines of a chip. Where the lines cannot be had or are lost, the monitor goes on
/// without them and tries again every ten seconds. The kernel takes the lines back when the process ends,
/// however it ends; a process that hangs is ended by the watchdog: in both cases the lamp goes dark instead
/// of staying green.
/// </summary>
internal sealed class GpioOutput : IIndicatorOutput
{
    private const int TendsBetweenTries = 5;

    private readonly IndicatorModel _model;
    private readonly IGpio _gpio;
    private readonly IBuzzerTone? _pwm;
    private readonly Lock _lock = new();
    private readonly (LampColours Colour, int Line)[] _lamps;
    private readonly int[] _lines;
    private IGpioOutputs? _outputs;
    private ulong _bits;
    private ulong? _written;
    private int _tends;

    public GpioOutput(IndicatorModel model, IGpio gpio, IBuzzerTone? pwm)
    {
        (_model, _gpio, _pwm) = (model, gpio, pwm);
        _lamps = [.. Wired(model)];
        var buzzer = pwm is null && model.BuzzerPin is { } pin ? [pin] : Array.Empty<int>();
        _lines = [.. _lamps.Select(lamp => lamp.Line), .. buzzer];
        lock (_lock) Connect_NeedsLock();
    }

    public bool PlaysPatterns => true;

    public string Problem { get; private set; } = "";

    public void Announce(IndicatorView view)
    {
    }

    public void Light(LampColours lit, bool sounds)
    {
        lock (_lock)
        {
            _bits = BitsOf(lit, sounds);
            Write_NeedsLock();
            if (_pwm?.Sound(sounds) is { Length: > 0 } problem) Problem = problem;
        }
    }

    public void Tend()
    {
        lock (_lock)
        {
            if (_outputs is not null || ++_tends < TendsBetweenTries) return;
            Connect_NeedsLock();
            Write_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _bits = 0;
            Write_NeedsLock();
            _outputs?.Dispose();
            _outputs = null;
            _pwm?.Dispose();
        }
    }

    private static IEnumerable<(LampColours, int)> Wired(IndicatorModel model)
    {
        if (model.RedPin is { } red) yield return (LampColours.Red, red);
        if (model.AmberPin is { } amber) yield return (LampColours.Amber, amber);
        if (model.GreenPin is { } green) yield return (LampColours.Green, green);
    }

    private ulong BitsOf(LampColours lit, bool sounds)
    {
        ulong bits = 0;
        for (var i = 0; i < _lamps.Length; i++)
        {
            if ((lit & _lamps[i].Colour) != 0) bits |= 1ul << i;
        }

        // The buzzer's line, where it has one, stands behind the lamps'.
        return sounds && _lines.Length > _lamps.Length ? bits | 1ul << _lamps.Length : bits;
    }

    private void Connect_NeedsLock()
    {
        _tends = 0;
        _written = null;
        if (_lines.Length == 0) return;
        try
        {
            _outputs = _gpio.RequestOutputs(GpioChips.Find(_gpio, _model.Chip), _lines, _model.IsActiveLow);
            Problem = "";
        }
        catch (GpioException e)
        {
            Problem = e.Message;
        }
    }

    private void Write_NeedsLock()
    {
        if (_outputs is null || _written == _bits) return;
        try
        {
            _outputs.Set(_bits);
            _written = _bits;
        }
        catch (GpioException e)
        {
            Problem = e.Message;
            _outputs.Dispose();
            _outputs = null;
        }
    }
}
