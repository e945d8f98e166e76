using Hotaru.Indicator;
using Hotaru.Indicator.Iot;
using Hotaru.Storage;
using Hotaru.Storage.LiteDb;

namespace Hotaru.Appliance.Libraries;

/// <summary>LiteDB, System.Device.Gpio and Iot.Device.Bindings.</summary>
internal static partial class BuiltIn
{
    static partial void AddCard(List<IStoreEngine> engines, List<IGpioDriver> drivers)
    {
        engines.Add(new LiteDbEngine());
        drivers.Add(new IotDriver(TimeProvider.System));
    }
}
