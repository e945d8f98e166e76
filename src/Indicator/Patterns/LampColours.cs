namespace Hotaru.Indicator;

/// <summary>
/// The lamps that are lit, by IEC 60073: red is danger, amber is caution, green is as it should be.
/// </summary>
[Flags]
public enum LampColours
{
    Dark = 0,
    Red = 1,
    Amber = 2,
    Green = 4,
}
