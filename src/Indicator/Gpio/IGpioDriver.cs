namespace Hotaru.Indicator;

/// <summary>
/// A way to the lines of this machine: <c>indicator.driver</c>. Stateless, one for the process.
/// </summary>
public interface IGpioDriver
{
    /// <summary>As the configuration has it.</summary>
    string Name { get; }

    /// <summary>Takes nothing yet; each request takes its lines.</summary>
    IGpio Open();

    /// <summary>The buzzer on a PWM channel; null where the model names none.</summary>
    IBuzzerTone? Tone(IndicatorModel model);
}
