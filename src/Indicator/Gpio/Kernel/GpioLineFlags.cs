namespace Hotaru.Indicator;

/// <summary>enum gpio_v2_line_flag of linux/gpio.h, as far as it is used.</summary>
[Flags]
internal enum GpioLineFlags : ulong
{
    None = 0,
    Used = 1 << 0,
    ActiveLow = 1 << 1,
    Input = 1 << 2,
    Output = 1 << 3,
    EdgeRising = 1 << 4,
    EdgeFalling = 1 << 5,
    BiasPullUp = 1 << 8,
}
