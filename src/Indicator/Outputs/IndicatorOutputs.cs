namespace Hotaru.Indicator;

/// <summary>Makes the output that the configuration asks for.</summary>
public static class IndicatorOutputs
{
    /// <param name="model">The configuration.</param>
    /// <param name="console">Where changes are printed if they are to be.</param>
    public static IIndicatorOutput Create(IndicatorModel model, TextWriter console) =>
        Create(model, console, model.Driver.Open());

    internal static IIndicatorOutput Create(IndicatorModel model, TextWriter console, IGpio gpio)
    {
        if (model.Chip == "none") return new NoOutput();
        if (model.Chip == "console") return new ConsoleOutput(console);
        // A machine without a header is no fault: it is most machines that Hotaru is tried on.
        if (model.Chip == "auto" && !GpioChips.HasHeader(gpio)) return new ConsoleOutput(console);
        return new GpioOutput(model, gpio, model.Driver.Tone(model));
    }
}
