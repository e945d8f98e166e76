using System.Device.Pwm;
using System.Globalization;
using Iot.Device.Buzzer;

namespace Hotaru.Indicator.Iot;

/// <summary>A buzzer that needs a tone, on a hardware PWM channel.</summary>
internal sealed class IotTone(int hertz, string name, Func<PwmChannel> open) : IBuzzerTone
{
    private Buzzer? _buzzer;
    private bool? _sounds;

    /// <summary>The channel the model names as "pwmchip0/0"; null where it names none.</summary>
    public static IotTone? Create(IndicatorModel model)
    {
        const string prefix = "pwmchip";
        var parts = model.BuzzerPwm.Split('/');
        if (parts.Length != 2 || !parts[0].StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(parts[0][prefix.Length..], CultureInfo.InvariantCulture, out var chip)
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var channel))
        {
            return null;
        }

        return new IotTone(
            model.BuzzerHertz, model.BuzzerPwm, () => PwmChannel.Create(chip, channel, model.BuzzerHertz));
    }

    public string Sound(bool sounds)
    {
        if (_sounds == sounds) return "";
        try
        {
            if (sounds) (_buzzer ??= new Buzzer(open())).StartPlaying(hertz);
            else _buzzer?.StopPlaying();
            _sounds = sounds;
            return "";
        }
        catch (Exception e)
        {
            return $"the buzzer's PWM channel {name} cannot be used: {e.Message}";
        }
    }

    public void Dispose()
    {
        Sound(false);
        _buzzer?.Dispose();
    }
}
