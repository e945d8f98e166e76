namespace Hotaru.Indicator;

/// <summary>
/// The patterns of every show. Sequence A of ISA-18.1: new is flashing, seen is steady, gone is back to
/// normal. Fault never shows green, and nothing else shows two lamps at once.
/// </summary>
public static class LampPatterns
{
    private const LampColours Dark = LampColours.Dark;
    private const LampColours Red = LampColours.Red;
    private const LampColours Amber = LampColours.Amber;
    private const LampColours Green = LampColours.Green;
    private const LampColours Both = LampColours.Red | LampColours.Amber;

    /// <summary>One lamp of any colour, wired to any of the three: rhythm alone tells.</summary>
    private const LampColours One = LampColours.Red | LampColours.Amber | LampColours.Green;

    /// <summary>Three long beeps, a second apart, then a pause: heard, but not to be worn out.</summary>
    public static readonly LampPattern Buzzer = new(
    [
        new(Dark, 400, true), new(Dark, 300), new(Dark, 400, true), new(Dark, 300), new(Dark, 400, true),
        new(Dark, 3200),
    ]);

    public static LampPattern Of(LampShow show, bool hasOneColour) =>
        hasOneColour ? OneColour(show) : Coloured(show);

    private static LampPattern Coloured(LampShow show) => show switch
    {
        LampShow.Ok => LampPattern.Of((Green, 100), (Dark, 2900)),
        LampShow.Pending => LampPattern.Of((Green, 1700), (Amber, 300)),
        LampShow.Warning => LampPattern.Of((Amber, 500), (Dark, 500)),
        LampShow.Critical => LampPattern.Of((Red, 250), (Dark, 250)),
        LampShow.AcknowledgedWarning => LampPattern.Of((Amber, 0)),
        LampShow.AcknowledgedCritical => LampPattern.Of((Red, 0)),
        LampShow.Resolved => LampPattern.Of((Green, 250), (Dark, 250)),
        LampShow.Updating => LampPattern.Of((Green, 500), (Amber, 500)),
        LampShow.Claim => LampPattern.Of((Green, 150), (Amber, 150)),
        LampShow.NoNetwork => LampPattern.Of((Amber, 100), (Dark, 1900)),
        _ => LampPattern.Of((Both, 120), (Dark, 120), (Both, 120), (Dark, 1140)),
    };

    private static LampPattern OneColour(LampShow show) => show switch
    {
        LampShow.Ok => LampPattern.Of((One, 50), (Dark, 2950)),
        LampShow.Pending => LampPattern.Of((One, 50), (Dark, 950)),
        LampShow.Warning => LampPattern.Of((One, 500), (Dark, 500)),
        LampShow.Critical => LampPattern.Of((One, 125), (Dark, 125)),
        LampShow.AcknowledgedWarning or LampShow.AcknowledgedCritical => LampPattern.Of((One, 0)),
        LampShow.Resolved => LampPattern.Of((One, 1000), (Dark, 1000)),
        LampShow.Updating => LampPattern.Of((One, 900), (Dark, 100)),
        LampShow.Claim =>
            LampPattern.Of((One, 100), (Dark, 100), (One, 100), (Dark, 100), (One, 500), (Dark, 100)),
        LampShow.NoNetwork =>
            LampPattern.Of((One, 100), (Dark, 150), (One, 100), (Dark, 150), (One, 100), (Dark, 2400)),
        _ => LampPattern.Of((One, 120), (Dark, 120), (One, 120), (Dark, 1140)),
    };
}
