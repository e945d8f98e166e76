namespace Hotaru.Indicator;

/// <summary>What the lamp shows: the states, told finer where a person at the shelf gains by it.</summary>
public enum LampShow
{
    Ok,
    Pending,
    Warning,
    Critical,

    /// <summary>Seen, and none of them critical: steady amber.</summary>
    AcknowledgedWarning,

    /// <summary>Seen, and some are critical: steady red.</summary>
    AcknowledgedCritical,

    /// <summary>The last alert ended a moment ago.</summary>
    Resolved,
    Fault,

    /// <summary>A release is being put in place.</summary>
    Updating,

    /// <summary>For some minutes a new password is taken: <see cref="ClaimWindow"/>.</summary>
    Claim,

    /// <summary>All is well as far as can be seen, which without a network is not far.</summary>
    NoNetwork,
}
