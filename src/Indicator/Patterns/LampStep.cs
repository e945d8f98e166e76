namespace Hotaru.Indicator;

/// <summary>Some lamps and, or not, the buzzer for so many milliseconds.</summary>
public readonly record struct LampStep(LampColours Lit, int DurationMs, bool Sounds = false);
