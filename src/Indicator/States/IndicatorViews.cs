using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>The rules that need nothing but their arguments.</summary>
internal static class IndicatorViews
{
    public static bool IsCritical(LampAlert alert) =>
        alert.Alert.State == AlertState.Firing && alert.Level == AlertLevel.Critical;

    public static IndicatorState StateOf(IReadOnlyList<LampAlert> alerts, bool hasFault)
    {
        var firing = alerts.Where(a => a.Alert.State == AlertState.Firing && a.Level != AlertLevel.None)
            .ToList();
        var isSeen = firing.TrueForAll(alert => alert.IsAcknowledged);
        if (!isSeen && firing.Exists(IsCritical)) return IndicatorState.Critical;
        if (hasFault) return IndicatorState.Fault;
        if (!isSeen) return IndicatorState.Warning;
        if (firing.Count > 0) return IndicatorState.Acknowledged;
        return alerts.Any(a => a.Alert.State == AlertState.Pending && a.Level != AlertLevel.None)
            ? IndicatorState.Pending
            : IndicatorState.Ok;
    }

    public static string Reason(IReadOnlyList<PartHealth> faults) =>
        string.Join("; ", faults.Select(part => $"{part.Part}: {part.Reason}"));

    public static bool Same(IndicatorView a, IndicatorView b) =>
        a.State == b.State && a.Shows == b.Shows && a.Buzzer == b.Buzzer && a.Since == b.Since
        && a.Reason == b.Reason && a.Alerts.Count == b.Alerts.Count && a.Alerts.Zip(b.Alerts).All(SameAlert);

    /// <summary>Values and end times move with every evaluation; they are no change.</summary>
    private static bool SameAlert((LampAlert A, LampAlert B) pair) =>
        pair.A.Level == pair.B.Level && pair.A.IsAcknowledged == pair.B.IsAcknowledged
        && pair.A.Alert.State == pair.B.Alert.State && pair.A.Alert.Labels.Equals(pair.B.Alert.Labels)
        && pair.A.Alert.Annotations.Equals(pair.B.Alert.Annotations);
}
