using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>
/// struct gpio_v2_line_request of linux/gpio.h; the kernel answers with the descriptor of the lines.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 592)]
internal unsafe struct GpioLineRequest
{
    public const int MostLines = 64;

    [FieldOffset(0)] public fixed uint Offsets[MostLines];
    [FieldOffset(256)] public fixed byte Consumer[32];
    [FieldOffset(288)] public GpioLineConfig Config;
    [FieldOffset(560)] public uint LineCount;
    [FieldOffset(564)] public uint EventBufferSize;
    [FieldOffset(568)] public fixed uint Padding[5];
    [FieldOffset(588)] public int Descriptor;
}
