using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Runtime.InteropServices;

namespace Hotaru.Indicator.Iot;

/// <summary>
/// libgpiod as the machine has it: Debian 13 and Raspberry Pi OS of that age ship the interface of version 2
/// (libgpiod.so.3), those before it version 1 (libgpiod.so.2).
/// </summary>
internal sealed class LibGpiod : ILineDrivers
{
    private static readonly bool HasVersion2 = Has("libgpiod.so.3");
    private static readonly bool HasVersion1 = Has("libgpiod.so.2");

    public IReadOnlyList<GpioChipInfo> Chips()
    {
        if (HasVersion2) return [.. LibGpiodV2Driver.GetAvailableChips()];
        if (HasVersion1) return [.. LibGpiodDriver.GetAvailableChips()];
        throw new GpioException("libgpiod is not installed; apt install libgpiod3 (Debian 12: libgpiod2)");
    }

    public GpioDriver Open(int chip) => HasVersion2 ? new LibGpiodV2Driver(chip) : new LibGpiodDriver(chip);

    private static bool Has(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
