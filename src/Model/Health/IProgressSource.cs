namespace Hotaru.Model;

/// <summary>
/// A part whose loops must go on turning. It is asked by the watchdog, on any thread; what it says is about
/// standing still, not about failing: a full disk fails again and again, and a restart would not mend it.
/// </summary>
public interface IProgressSource
{
    /// <summary>
    /// Which loop stands still and for how long; null while all turn or have nothing to do.
    /// </summary>
    string? Hanging { get; }
}
