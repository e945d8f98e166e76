using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpio_v2_line_attribute of linux/gpio.h: an id and one of three values.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct GpioLineAttribute
{
    /// <summary>GPIO_V2_LINE_ATTR_ID_DEBOUNCE.</summary>
    public const uint Debounce = 3;

    [FieldOffset(0)] public uint Id;
    [FieldOffset(4)] public uint Padding;
    [FieldOffset(8)] public ulong Flags;
    [FieldOffset(8)] public ulong Values;
    [FieldOffset(8)] public uint DebouncePeriodUs;
}
