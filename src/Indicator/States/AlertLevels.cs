using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// How urgent an alert is: its label <c>lamp</c> (critical or red, warning or amber, none or off) decides,
/// else its label <c>severity</c>. An alert with neither is critical: most rules that people write carry no
/// severity, and mean it. A severity nobody knows counts as a warning.
/// </summary>
internal sealed class AlertLevels(IReadOnlyDictionary<string, AlertLevel> more)
{
    public const string LampLabel = "lamp";

    private static readonly Dictionary<string, AlertLevel> Lamps = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = AlertLevel.Critical,
        ["red"] = AlertLevel.Critical,
        ["warning"] = AlertLevel.Warning,
        ["amber"] = AlertLevel.Warning,
        ["yellow"] = AlertLevel.Warning,
        ["none"] = AlertLevel.None,
        ["off"] = AlertLevel.None,
        ["green"] = AlertLevel.None,
    };

    private static readonly Dictionary<string, AlertLevel> Severities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = AlertLevel.Critical,
        ["crit"] = AlertLevel.Critical,
        ["page"] = AlertLevel.Critical,
        ["error"] = AlertLevel.Critical,
        ["emergency"] = AlertLevel.Critical,
        ["fatal"] = AlertLevel.Critical,
        ["disaster"] = AlertLevel.Critical,
        ["high"] = AlertLevel.Critical,
        ["warning"] = AlertLevel.Warning,
        ["warn"] = AlertLevel.Warning,
        ["major"] = AlertLevel.Warning,
        ["minor"] = AlertLevel.Warning,
        ["medium"] = AlertLevel.Warning,
        ["ticket"] = AlertLevel.Warning,
        ["info"] = AlertLevel.None,
        ["information"] = AlertLevel.None,
        ["notice"] = AlertLevel.None,
        ["debug"] = AlertLevel.None,
        ["low"] = AlertLevel.None,
        ["ok"] = AlertLevel.None,
        ["none"] = AlertLevel.None,
    };

    private readonly Dictionary<string, AlertLevel> _more = new(more, StringComparer.OrdinalIgnoreCase);

    public AlertLevel Of(Labels labels)
    {
        if (Lamps.TryGetValue(labels[LampLabel], out var level)) return level;
        var severity = labels[LabelNames.Severity];
        if (severity.Length == 0) return AlertLevel.Critical;
        return _more.TryGetValue(severity, out level) || Severities.TryGetValue(severity, out level)
            ? level
            : AlertLevel.Warning;
    }
}
