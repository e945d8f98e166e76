namespace Hotaru.Indicator;

/// <summary>The truth that the API tells, from the least to the most urgent.</summary>
public enum IndicatorState
{
    /// <summary>Nothing fires, nothing is pending, every part is well.</summary>
    Ok,

    /// <summary>A condition holds, but not yet as long as its rule asks for.</summary>
    Pending,

    /// <summary>Alerts fire, and a person has seen all of them.</summary>
    Acknowledged,

    /// <summary>Alerts fire, none of them critical.</summary>
    Warning,

    /// <summary>
    /// A part of the monitor is unwell, so that its silence says nothing. Only an alert that is critical
    /// outranks it: a mail server that is away must not hide a house on fire.
    /// </summary>
    Fault,

    /// <summary>A critical alert fires that nobody has seen.</summary>
    Critical,
}
