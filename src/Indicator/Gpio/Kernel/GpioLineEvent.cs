using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>struct gpio_v2_line_event of linux/gpio.h.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal unsafe struct GpioLineEvent
{
    /// <summary>GPIO_V2_LINE_EVENT_RISING_EDGE: the line became active.</summary>
    public const uint Rising = 1;

    [FieldOffset(0)] public ulong TimestampNs;
    [FieldOffset(8)] public uint Id;
    [FieldOffset(12)] public uint Offset;
    [FieldOffset(16)] public uint Sequence;
    [FieldOffset(20)] public uint LineSequence;
    [FieldOffset(24)] public fixed uint Padding[6];
}
