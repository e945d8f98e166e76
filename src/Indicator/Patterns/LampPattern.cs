namespace Hotaru.Indicator;

/// <summary>Steps that are repeated for ever; a single step is steady.</summary>
public sealed record LampPattern(IReadOnlyList<LampStep> Steps)
{
    private const int DimmedMs = 30;
    private const int DimmedPauseMs = 1970;

    /// <summary>Pairs of lamps and milliseconds.</summary>
    public static LampPattern Of(params ReadOnlySpan<(LampColours Lit, int DurationMs)> steps)
    {
        var list = new LampStep[steps.Length];
        for (var i = 0; i < list.Length; i++) list[i] = new LampStep(steps[i].Lit, steps[i].DurationMs);
        return new LampPattern(list);
    }

    public bool IsSteady => Steps.Count == 1;

    /// <summary>
    /// For the night: the same rhythm, but each light is a short flash, and a steady one a flash every two
    /// seconds. A lamp on a line that is only on or off has no other way to be dim.
    /// </summary>
    public LampPattern Dimmed()
    {
        if (IsSteady)
        {
            return Steps[0].Lit == LampColours.Dark ? this
                : Of((Steps[0].Lit, DimmedMs), (LampColours.Dark, DimmedPauseMs));
        }

        var steps = new List<LampStep>();
        foreach (var step in Steps)
        {
            if (step.Lit == LampColours.Dark || step.DurationMs <= DimmedMs)
            {
                steps.Add(step);
                continue;
            }

            steps.Add(step with { DurationMs = DimmedMs });
            steps.Add(step with { Lit = LampColours.Dark, DurationMs = step.DurationMs - DimmedMs });
        }

        return new LampPattern(steps);
    }
}
