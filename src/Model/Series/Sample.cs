namespace Hotaru.Model;

/// <summary>A float sample: milliseconds since the epoch, and a value.</summary>
public readonly record struct Sample(long TimestampMs, double Value);
