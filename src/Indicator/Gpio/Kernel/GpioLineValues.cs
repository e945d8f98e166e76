using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpio_v2_line_values of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct GpioLineValues
{
    [FieldOffset(0)] public ulong Bits;
    [FieldOffset(8)] public ulong Mask;
}
