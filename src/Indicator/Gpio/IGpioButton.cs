namespace Hotaru.Indicator;

/// <summary>A line that is held as a button.</summary>
public interface IGpioButton : IDisposable
{
    /// <summary>Whether it is pressed now.</summary>
    bool IsPressed { get; }

    /// <summary>Waits for the next edge at most so long; null where none came.</summary>
    GpioEdge? Wait(TimeSpan atMost);
}
