namespace Hotaru.Indicator;

/// <summary>An edge of a line: whether it became active, and when by the kernel's monotonic clock.</summary>
public readonly record struct GpioEdge(bool IsActive, ulong TimestampNs);
