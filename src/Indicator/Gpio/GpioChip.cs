namespace Hotaru.Indicator;

/// <summary>
/// A GPIO chip: its device, its name and label as its driver gives them, and how many lines it has.
/// </summary>
public sealed record GpioChip(string Path, string Name, string Label, int Lines);
