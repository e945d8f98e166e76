using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>The last report of every source. Not for concurrent use: its owner holds the lock.</summary>
internal sealed class AlertBoard
{
    /// <summary>How urgent alerts are; a reload may change it.</summary>
    public required AlertLevels Levels { get; set; }

    private readonly Dictionary<string, IReadOnlyList<Alert>> _bySource = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);

    /// <summary>Replaces what the source said before; resolved alerts are not kept.</summary>
    public void Take(AlertReport report)
    {
        _heard.Add(report.Source);
        var current = report.Alerts.Where(alert => alert.State != AlertState.Resolved).ToList();
        if (current.Count > 0) _bySource[report.Source] = current;
        else _bySource.Remove(report.Source);
    }

    /// <summary>Whether the source has reported since the start.</summary>
    public bool HasHeard(string source) => _heard.Contains(source);

    /// <summary>Sources that have alerts now.</summary>
    public IReadOnlyList<string> Sources => [.. _bySource.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Every alert once (two groups may give the same one), the most urgent and oldest first.
    /// </summary>
    /// <param name="isSeen">Whether a person has seen it.</param>
    public IReadOnlyList<LampAlert> Alerts(Func<Alert, bool> isSeen) =>
        [.. _bySource.Values.SelectMany(alerts => alerts)
            .GroupBy(alert => alert.Labels)
            .Select(same => same.OrderByDescending(alert => alert.State).First())
            .Select(alert => new LampAlert(alert, Levels.Of(alert.Labels), isSeen(alert)))
            .OrderByDescending(alert => alert.Alert.State == AlertState.Firing)
            .ThenByDescending(alert => alert.Level)
            .ThenBy(alert => alert.Alert.StartsAt)
            .ThenBy(alert => alert.Alert.Labels)];
}
