using System.Device.Gpio;

namespace Hotaru.Indicator.Iot;

/// <summary>
/// Where System.Device.Gpio's drivers come from. Any exception of theirs may come out of it.
/// </summary>
internal interface ILineDrivers
{
    /// <summary>The chips of the machine.</summary>
    IReadOnlyList<GpioChipInfo> Chips();

    /// <summary>A driver for the lines of a chip; whoever asks disposes it.</summary>
    GpioDriver Open(int chip);
}
