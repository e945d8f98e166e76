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

    /// <summary>
    /// Whether a person has seen a firing alert of these labels elsewhere, such as by its incident. It counts
    /// as seen until that ends, also where other alerts begin. Changes are told by
    /// <see cref="IndicatorPanel.Recheck"/>.
    /// </summary>
    public Func<Labels, bool> IsAcknowledged { get; init; } = _ => false;

    /// <summary>Whether any network is there.</summary>
    public Func<bool> HasNetwork { get; init; } = () => true;

    /// <summary>Whether a new password is taken now.</summary>
    public Func<bool> IsClaimOpen { get; init; } = () => false;
}
