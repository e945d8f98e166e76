namespace Hotaru.Appliance.Memory;

/// <summary>A part of the address space, in bytes.</summary>
internal readonly record struct MappedRange(ulong Start, ulong Length);
