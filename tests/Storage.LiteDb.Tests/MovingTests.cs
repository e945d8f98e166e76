using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.LiteDb.Tests;

/// <summary>Data goes from engine to engine by a backup of the one that is restored as the other.</summary>
public sealed class MovingTests : IDisposable
{
    private static readonly IStoreEngine Sqlite = new SqliteEngine();
    private static readonly IStoreEngine LiteDb = new LiteDbEngine();

    private readonly TempDirectory _directory = new();
    private readonly StoreEngines _engines = new([Sqlite, LiteDb]);

    [Fact]
    public async Task SeriesAndRows_GoThereAndBack()
    {
        var backup = _directory.File("from-sqlite.db");
        await WriteAsync(Sqlite, _directory.File("old/hotaru.db"), backup);

        var path = _directory.File("data/hotaru.db");
        Assert.False(await _engines.RestoreAsync(backup, LiteDb, path, default));
        Assert.Same(LiteDb, _engines.Of(path));
        var second = _directory.File("from-litedb.db");
        await ReadAsync(LiteDb, path, second);

        Assert.True(await _engines.RestoreAsync(second, Sqlite, path, default));
        Assert.Same(Sqlite, _engines.Of(path));
        Assert.Same(LiteDb, _engines.Of(path + StoreEngines.Replaced));
        await ReadAsync(Sqlite, path, null);
        Assert.Empty(Directory.GetFiles(_directory.File("data"), "*.partial*"));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task WriteAsync(IStoreEngine engine, string path, string backup)
    {
        using var store = engine.Open(path);
        await using var series = await OpenAsync(store);
        var reference = default(SeriesReference);
        var start = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds();
        for (var i = 0; i < 1000; i++)
        {
            using var batch = series.Begin();
            batch.Append(ref reference, Labels.Of("__name__", "up", "job", "a"), start + 1000L * i, i);
            await batch.CommitAsync(
                i % 10 == 0 ? Durability.Synced : Durability.Journaled,
                i == 7 ? new StoreBatch().Put("beside", [1], new byte[2_000_000]) : null, default);
        }

        await series.BackupAsync(backup, default);
    }

    private static async Task ReadAsync(IStoreEngine engine, string path, string? backup)
    {
        using var store = engine.Open(path);
        await using var series = await OpenAsync(store);
        Assert.True(series.Health.IsHealthy, series.Health.Reason);
        Assert.Equal(2_000_000, store.Get("beside", [1])!.Length);
        using var set = series.Select(
            new SeriesSelection([new Matcher("job", MatchOperator.Equal, "a")], 0, long.MaxValue), default);
        var buffer = new SampleBuffer();
        set[0].Read(0, long.MaxValue, buffer);
        Assert.Equal(1000, buffer.Count);
        Assert.Equal(999, buffer.Values[999]);
        if (backup is not null) await series.BackupAsync(backup, default);
    }

    private static Task<TimeSeriesStore> OpenAsync(IStore store) => TimeSeriesStore.OpenAsync(
        store, new StorageModel(), TimeProvider.System, NullLogger.Instance, default);
}
