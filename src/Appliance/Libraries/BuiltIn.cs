using Hotaru.Indicator;
using Hotaru.Storage;
using Hotaru.Storage.Sqlite;

namespace Hotaru.Appliance.Libraries;

/// <summary>
/// What the configuration can choose from. The defaults are always there; BuiltIn.Card.cs is compiled, and
/// the libraries it stands for restored, only with the property HotaruLibraries.
/// </summary>
internal static partial class BuiltIn
{
    static BuiltIn()
    {
        var engines = new List<IStoreEngine> { new SqliteEngine() };
        var drivers = new List<IGpioDriver> { KernelDriver.Instance };
        AddCard(engines, drivers);
        Engines = new StoreEngines(engines);
        Drivers = drivers;
    }

    public static StoreEngines Engines { get; }

    public static IReadOnlyList<IGpioDriver> Drivers { get; }

    static partial void AddCard(List<IStoreEngine> engines, List<IGpioDriver> drivers);
}
