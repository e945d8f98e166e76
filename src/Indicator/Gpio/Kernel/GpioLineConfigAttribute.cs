using System.Runtime.InteropServices;

namespace Hotaru.Indicator;

/// <summary>
/// struct gpio_v2_line_config_attribute of linux/gpio.h: an attribute and the lines it is for.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct GpioLineConfigAttribute
{
    [FieldOffset(0)] public GpioLineAttribute Attribute;
    [FieldOffset(16)] public ulong Mask;
}
