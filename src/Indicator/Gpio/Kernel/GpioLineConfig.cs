using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpio_v2_line_config of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 272)]
internal unsafe struct GpioLineConfig
{
    [FieldOffset(0)] public GpioLineFlags Flags;
    [FieldOffset(8)] public uint AttributeCount;
    [FieldOffset(12)] public fixed uint Padding[5];
    [FieldOffset(32)] public TenAttributes Attributes;

    [InlineArray(10)]
    internal struct TenAttributes
    {
        private GpioLineConfigAttribute _first;
    }
}
