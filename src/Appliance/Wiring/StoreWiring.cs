using Hotaru.Appliance.Configuration;
using Hotaru.Model;
using Hotaru.Storage.Sqlite;

namespace Hotaru.Appliance.Wiring;

/// <summary>What is on disk: opened before anything else, so that a refusal is one clear line.</summary>
internal static class StoreWiring
{
    /// <exception cref="StoreException">The directory cannot be written, or the file is not to be
    /// opened.</exception>
    public static void AddStore(this IServiceCollection services, HotaruModel model)
    {
        var store = SqliteStore.Open(model.DatabasePath);
        // As a factory, so that the container disposes it when everything that uses it is gone.
        services.AddSingleton<IStore>(_ => store);
    }
}
