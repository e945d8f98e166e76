namespace Hotaru.Indicator;

/// <summary>How urgent an alert is to the lamp.</summary>
public enum AlertLevel
{
    /// <summary>Not shown by the lamp.</summary>
    None,
    Warning,
    Critical,
}
