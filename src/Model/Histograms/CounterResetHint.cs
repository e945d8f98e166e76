namespace Hotaru.Model;

/// <summary>What is known about a counter reset between a histogram sample and the one before it.</summary>
public enum CounterResetHint : byte
{
    Unknown,
    Reset,
    NotReset,
    Gauge,
}
