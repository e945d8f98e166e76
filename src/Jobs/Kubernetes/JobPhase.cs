namespace Hotaru.Jobs;

/// <summary>
/// Where a Job stands. Pods that fail and are tried again leave it running: only its conditions end it.
/// </summary>
public enum JobPhase
{
    /// <summary>It is there and has not begun, or was suspended.</summary>
    Waiting,
    Running,
    Succeeded,
    Failed,
}
