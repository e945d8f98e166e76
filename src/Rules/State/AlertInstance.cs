using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>
/// One alert of a rule, as it changes from evaluation to evaluation. Times are milliseconds since the epoch;
/// 0 is "not yet". Owned by the group whose gate is held.
/// </summary>
internal sealed class AlertInstance(Labels labels)
{
    /// <summary>With alertname, without the metric's name.</summary>
    public Labels Labels => labels;

    public Labels Annotations { get; set; } = Labels.Empty;

    public double Value { get; set; }

    public AlertState State { get; set; }

    public long ActiveAtMs { get; set; }

    public long FiredAtMs { get; set; }

    public long ResolvedAtMs { get; set; }

    public long KeepFiringSinceMs { get; set; }

    /// <summary>Until when it counts as firing if the rule is not evaluated any more.</summary>
    public long ValidUntilMs { get; set; }

    /// <summary>Comes from before the restart and its series has not been seen since.</summary>
    public bool IsRestored { get; set; }

    /// <summary>
    /// The part of the state that a restart must know; annotations and value are not worth a write.
    /// </summary>
    public (AlertState, long, long, long, long) Durable =>
        (State, ActiveAtMs, FiredAtMs, ResolvedAtMs, KeepFiringSinceMs);

    public Alert ToAlert(string generatorUrl) => new(
        State, Labels, Annotations, Value, At(ActiveAtMs), At(FiredAtMs == 0 ? ActiveAtMs : FiredAtMs),
        At(State == AlertState.Resolved ? ResolvedAtMs : ValidUntilMs), generatorUrl);

    private static DateTimeOffset At(long timestampMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(timestampMs);
}
