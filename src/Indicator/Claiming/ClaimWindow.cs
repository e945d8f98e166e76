namespace Hotaru.Indicator;

/// <summary>
/// Some minutes in which whoever reaches the appliance may set its password: opened by holding the button
/// while it starts, which somebody must stand before it for, and closed by the first use. Thread-safe.
/// </summary>
public sealed class ClaimWindow(TimeProvider time)
{
    /// <summary>Long enough to walk to a computer, too short for others to happen to come by.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private long? _openedAt;

    public bool IsOpen
    {
        get
        {
            lock (_lock) return IsOpen_NeedsLock();
        }
    }

    public void Open()
    {
        lock (_lock) _openedAt = time.GetTimestamp();
    }

    /// <summary>
    /// Does what the window is for and closes it; false, and nothing done, where it is closed. Work that
    /// throws leaves it open.
    /// </summary>
    public bool TryUse(Action work)
    {
        lock (_lock)
        {
            if (!IsOpen_NeedsLock()) return false;
            work();
            _openedAt = null;
            return true;
        }
    }

    private bool IsOpen_NeedsLock() => _openedAt is { } openedAt && time.GetElapsedTime(openedAt) < Length;
}
