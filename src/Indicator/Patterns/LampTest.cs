namespace Hotaru.Indicator;

/// <summary>Red, amber, green, all; the buzzer sounds once at the end.</summary>
public static class LampTest
{
    private const int StepMs = 700;
    private const int BeepMs = 200;
    private const LampColours All = LampColours.Red | LampColours.Amber | LampColours.Green;

    /// <summary>How long one round takes.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(4 * StepMs);

    internal static readonly LampPattern Pattern = LampPattern.Of(
        (LampColours.Red, StepMs), (LampColours.Amber, StepMs), (LampColours.Green, StepMs), (All, StepMs));

    internal static readonly LampPattern Buzzer = new(
        [new(LampColours.Dark, 3 * StepMs), new(LampColours.Dark, BeepMs, true),
            new(LampColours.Dark, StepMs)]);

    /// <summary>
    /// <c>hotaru lamp test</c> without a running appliance: one round on the lines of the configuration.
    /// Returns what went wrong, or an empty text.
    /// </summary>
    public static async Task<string> RunAsync(
        IndicatorModel model, TimeProvider time, CancellationToken cancellation)
    {
        using var output = IndicatorOutputs.Create(model, Console.Out);
        if (output.Problem.Length > 0) return output.Problem;
        if (!output.PlaysPatterns)
            return "no lamp is wired here: indicator.chip is none, or no GPIO header was found";
        using var player = new LampPlayer(output, time);
        player.Play(Pattern, Buzzer);
        await Task.Delay(Length, time, cancellation).ConfigureAwait(false);
        return output.Problem;
    }
}
