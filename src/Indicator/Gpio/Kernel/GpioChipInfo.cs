using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpiochip_info of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 68)]
internal unsafe struct GpioChipInfo
{
    [FieldOffset(0)] public fixed byte Name[32];
    [FieldOffset(32)] public fixed byte Label[32];
    [FieldOffset(64)] public uint Lines;
}
