namespace Hotaru.Indicator;

/// <summary>
/// Where the lamp and the buzzer are. Called by one thread at a time, must return within a few milliseconds
/// and must not throw: trouble is told by <see cref="Problem"/> and mended by later calls.
/// </summary>
public interface IIndicatorOutput : IDisposable
{
    /// <summary>Whether patterns are played on it; where not, only changes are announced.</summary>
    bool PlaysPatterns { get; }

    /// <summary>Why the output does not work now; empty while it does.</summary>
    string Problem { get; }

    /// <summary>The state changed.</summary>
    void Announce(IndicatorView view);

    /// <summary>Lights these lamps and no others, and sounds the buzzer or not.</summary>
    void Light(LampColours lit, bool sounds);

    /// <summary>Called every two seconds: a place to try again what failed.</summary>
    void Tend();
}
