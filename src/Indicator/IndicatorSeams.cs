using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// What the indicator asks of other rooms; each is asked often, by any thread, and must answer at once.
/// </summary>
public sealed record IndicatorSeams
{
    /// <summary>
    /// Whether a silence covers an alert of these labels: it stills the buzzer, not the lamp.
    /// </summary>
    public Func<Labels, bool> IsSilenced { get; init; } = _ => false;

    /// <summary>Whether any network is there.</summary>
    public Func<bool> HasNetwork { get; init; } = () => true;
}
