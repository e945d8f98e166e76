using Hotaru.Appliance.Configuration;
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

    private StorageParts(SqliteStore store, TimeSeriesStore series, string path) =>
        (Store, Series, _path) = (store, series, path);

    public SqliteStore Store { get; }

    public TimeSeriesStore Series { get; }

    /// <exception cref="StoreException">The directory cannot be written, or the file is not to be
    /// opened.</exception>
    public static async Task<StorageParts> OpenAsync(
        ApplianceModel appliance, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var model = appliance.Hotaru;
        var storage = model.Storage with { OutOfOrderWindow = StorageReload.OutOfOrderWindow(appliance) };
        new DataFormatKeeper(model.DatabasePath, SqliteStore.FormatVersion, time).Prepare();
        var store = SqliteStore.Open(model.DatabasePath);
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
