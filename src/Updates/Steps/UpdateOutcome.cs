namespace Hotaru.Updates;

/// <summary>How an update ended.</summary>
public enum UpdateOutcome
{
    /// <summary>The new release runs.</summary>
    Installed,

    /// <summary>It was not even started.</summary>
    Refused,

    /// <summary>It was started, was not good, and the one before runs again.</summary>
    WentBack,
}
