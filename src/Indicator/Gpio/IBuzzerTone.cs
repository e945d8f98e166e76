namespace Hotaru.Indicator;

/// <summary>A buzzer that needs a tone. Used by one thread at a time; disposing stills it.</summary>
public interface IBuzzerTone : IDisposable
{
    /// <summary>Sounds or stills it; returns what went wrong, or an empty text.</summary>
    string Sound(bool sounds);
}
