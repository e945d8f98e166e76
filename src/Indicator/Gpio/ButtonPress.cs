namespace Hotaru.Indicator;

/// <summary>What a person did with the button.</summary>
public enum ButtonPress
{
    /// <summary>Acknowledge.</summary>
    Short,

    /// <summary>Test the lamp.</summary>
    Long,

    /// <summary>Held while the appliance started: claim it.</summary>
    HeldAtStart,
}
