using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpio_v2_line_info of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct GpioLineInfo
{
    [FieldOffset(0)] public fixed byte Name[32];
    [FieldOffset(32)] public fixed byte Consumer[32];
    [FieldOffset(64)] public uint Offset;
    [FieldOffset(68)] public uint AttributeCount;
    [FieldOffset(72)] public GpioLineFlags Flags;
    [FieldOffset(80)] public fixed byte Attributes[160];
    [FieldOffset(240)] public fixed uint Padding[4];
}
