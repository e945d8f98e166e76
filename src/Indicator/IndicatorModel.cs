namespace Hotaru.Indicator;

/// <summary>The lamp, the buzzer and the button as hotaru.yml has them under <c>indicator:</c>.</summary>
public sealed record IndicatorModel
{
    /// <summary>How the lines are reached.</summary>
    public IGpioDriver Driver { get; init; } = KernelDriver.Instance;

    /// <summary>
    /// Where the lines are: "auto" finds a Pi's header by the label of its chip; a label, a name or a path of
    /// a chip takes that one; "console" prints changes; "none" shows the state on the page only.
    /// </summary>
    public string Chip { get; init; } = "auto";

    /// <summary>
    /// Line numbers of the lamps; null where that colour is not wired. One alone is a one-colour lamp.
    /// </summary>
    public int? RedPin { get; init; } = 17;

    public int? AmberPin { get; init; } = 27;

    public int? GreenPin { get; init; } = 22;

    /// <summary>The lamps are lit by a low level.</summary>
    public bool IsActiveLow { get; init; }

    /// <summary>Line of a buzzer that sounds while it is on; null where there is none.</summary>
    public int? BuzzerPin { get; init; } = 18;

    /// <summary>
    /// A channel such as "pwmchip0/0" for a buzzer that needs a tone; it takes the pin's place.
    /// </summary>
    public string BuzzerPwm { get; init; } = "";

    /// <summary>The tone of a buzzer on PWM.</summary>
    public int BuzzerHertz { get; init; } = 2300;

    /// <summary>When the buzzer is still, by local time; null for never.</summary>
    public DailyWindow? Quiet { get; init; } = DailyWindow.Parse("22:00-07:00");

    /// <summary>When the lamp is dimmed, by local time; null for never.</summary>
    public DailyWindow? Night { get; init; }

    /// <summary>
    /// Line of the acknowledge button, to ground, with the pull-up of the chip; null for none.
    /// </summary>
    public int? ButtonPin { get; init; } = 23;

    /// <summary>How long the button's contact must be still before an edge counts.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Values of the label severity and what they mean, beside those that are known anyway.
    /// </summary>
    public IReadOnlyDictionary<string, AlertLevel> Severities { get; init; } =
        new Dictionary<string, AlertLevel>();

    /// <summary>Whether a reload changes anything: severities are compared one by one.</summary>
    public bool IsSameAs(IndicatorModel other) => this == other with { Severities = Severities }
        && Severities.Count == other.Severities.Count
        && Severities.All(e => other.Severities.TryGetValue(e.Key, out var level) && level == e.Value);

    /// <summary>Whether the lamp has one colour only: every state is then told by its rhythm.</summary>
    public bool HasOneColour =>
        new[] { RedPin, AmberPin, GreenPin }.Count(pin => pin is not null) == 1;
}
