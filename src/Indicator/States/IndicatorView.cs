namespace Hotaru.Indicator;

/// <summary>What the indicator says at one moment; immutable, so any thread may keep it.</summary>
/// <param name="State">The truth.</param>
/// <param name="Shows">What the lamp shows of it.</param>
/// <param name="Buzzer">Whether the buzzer sounds: critical, unseen, not silenced, no quiet hours.</param>
/// <param name="Since">When the state began, over restarts.</param>
/// <param name="Reason">
/// Fault: which parts are unwell and why. Otherwise what cannot be reached beyond this machine, or empty.
/// </param>
/// <param name="Alerts">Pending and firing alerts, the most urgent first.</param>
public sealed record IndicatorView(
    IndicatorState State, LampShow Shows, bool Buzzer, DateTimeOffset Since, string Reason,
    IReadOnlyList<LampAlert> Alerts);
