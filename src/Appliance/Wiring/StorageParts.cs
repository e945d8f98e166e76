using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Libraries;
using Hotaru.Appliance.Updating;
using Hotaru.Model;
using Hotaru.Storage;
using Hotaru.Storage.Sqlite;
using Hotaru.Web.Prometheus;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// What is on disk: opened before anything else, so that a refusal is one clear line, and closed after
/// everything
/// else. The container knows the parts and does not dispose them.
/// </summary>
internal sealed class StorageParts : IAsyncDisposable
{
    private readonly string _path;

    private StorageParts(IStore store, TimeSeriesStore series, string path) =>
        (Store, Series, _path) = (store, series, path);

    public IStore Store { get; }

    public TimeSeriesStore Series { get; }

    /// <exception cref="StoreException">The directory cannot be written, or the file is not to be
    /// opened.</exception>
    public static async Task<StorageParts> OpenAsync(
        ApplianceModel appliance, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var model = appliance.Hotaru;
        var storage = model.Storage with { OutOfOrderWindow = StorageReload.OutOfOrderWindow(appliance) };
        var store = Open(model.StoreEngine, model.DatabasePath, time);
        try
        {
            var series = await TimeSeriesStore.OpenAsync(
                store, storage, time, loggers.CreateLogger("storage"), cancellation);
            return new StorageParts(store, series, Path.GetFullPath(model.DatabasePath));
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static IStore Open(IStoreEngine engine, string path, TimeProvider time)
    {
        if (BuiltIn.Engines.Of(path) is { } owner && owner != engine)
        {
            throw new StoreException($"{path} is a database of {owner.Name}, and storage.engine says "
                + $"{engine.Name}; write {owner.Name} there, or move the data: hotaru backup, then restore.");
        }

        // The releases of other engines know one format only.
        if (engine is SqliteEngine) new DataFormatKeeper(path, SqliteStore.FormatVersion, time).Prepare();
        return engine.Open(path);
    }

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IStore>(Store);
        services.AddSingleton(Series);
        services.AddSingleton<ISampleSink>(Series);
        services.AddSingleton<ISeriesSource>(Series);
        services.AddSingleton<ISeriesCatalog>(Series);
        services.AddSingleton<IHealthSource>(Series);
        services.AddSingleton<IProgressSource>(Series);
        services.AddSingleton<IReloadable>(new StorageReload(Series));
        services.AddSingleton<IStorageAdmin>(provider => new StorageAdmin(
            Series, Path.GetDirectoryName(_path)!, provider.GetRequiredService<TimeProvider>()));
    }

    public async ValueTask DisposeAsync()
    {
        await Series.DisposeAsync();
        Store.Dispose();
    }
}
