using System.Globalization;

namespace Hotaru.Indicator;

/// <summary>
/// A buzzer that needs a tone, on a PWM channel of sysfs (Documentation/driver-api/pwm.rst).
/// </summary>
internal sealed class PwmBuzzer : IBuzzerTone
{
    private readonly string _channel;
    private readonly string _exporter;
    private readonly string _number;
    private readonly long _periodNs;
    private bool _isReady;
    private bool? _sounds;

    private PwmBuzzer(string root, string chip, string number, int hertz)
    {
        _exporter = Path.Combine(root, chip, "export");
        _number = number;
        _channel = Path.Combine(root, chip, "pwm" + number);
        _periodNs = 1_000_000_000L / Math.Max(1, hertz);
    }

    /// <summary>The channel the model names as "pwmchip0/0"; null where it names none.</summary>
    public static PwmBuzzer? Create(IndicatorModel model, string root = "/sys/class/pwm")
    {
        var parts = model.BuzzerPwm.Split('/');
        return parts.Length == 2 ? new PwmBuzzer(root, parts[0], parts[1], model.BuzzerHertz) : null;
    }

    public string Sound(bool sounds)
    {
        if (_sounds == sounds) return "";
        try
        {
            Prepare();
            Write("enable", sounds ? 1 : 0);
            _sounds = sounds;
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the buzzer's PWM channel {_channel} cannot be used: {e.Message}";
        }
    }

    public void Dispose() => Sound(false);

    private void Prepare()
    {
        if (_isReady) return;
        if (!Directory.Exists(_channel)) File.WriteAllText(_exporter, _number);
        Write("period", _periodNs);
        // Half on, half off is the loudest square wave.
        Write("duty_cycle", _periodNs / 2);
        _isReady = true;
    }

    private void Write(string file, long value) =>
        File.WriteAllText(Path.Combine(_channel, file), value.ToString(CultureInfo.InvariantCulture));
}
