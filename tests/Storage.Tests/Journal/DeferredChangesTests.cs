using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Journal;

public sealed class DeferredChangesTests : IDisposable
{
    private const string Table = "beside";

    private readonly TempDirectory _directory = new();
    private readonly ManualTime _time = new();
    private int _copies;

    [Fact]
    public async Task SmallChanges_CostASectorOfTheLogEach()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, new StoreBatch().Put(Table, [1], [1]));
        var before = store.WrittenBytes;
        for (var i = 2; i < 102; i++) await PushAsync(series, i, Put(i % 7, i, 150));
        var perEntry = (store.WrittenBytes - before) / 100;

        // 512 bytes, or what the file system writes at once.
        Assert.True(perEntry is 512 or 4096, $"{perEntry} bytes");
        Assert.Equal(101, Read(Copy(), 101 % 7));
    }

    [Fact]
    public async Task LargeValues_AreInTheirTableAtOnceWithAllThatWaited()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, Put(1, 1, 100));
        await PushAsync(series, 2, Put(2, 2, 5000));

        Assert.Equal(1, BitConverter.ToInt32(store.Get(Table, [1])!));
        Assert.Equal(2, BitConverter.ToInt32(store.Get(Table, [2])!));
    }

    [Fact]
    public async Task WhatIsReadWhileRunning_IsInItsTableAtOnce()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, Put(1, 1, 100));
        Assert.Null(store.Get(Table, [1]));
        await PushAsync(series, 2, new StoreBatch { IsReadWhileRunning = true }.Put(Table, [2], [2]));

        Assert.Equal(1, BitConverter.ToInt32(store.Get(Table, [1])!));
        Assert.Equal([2], store.Get(Table, [2]));
    }

    [Fact]
    public async Task ManyChanges_AreNotKeptInMemoryWithoutEnd()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        for (var i = 1; i < 600; i++) await PushAsync(series, i, Put(i, i, 3000));

        Assert.InRange(store.Scan(Table, KeyRange.All).Count(), 200, 599);
        var copy = Copy();
        foreach (var i in new[] { 1, 300, 599 }) Assert.Equal(i, Read(copy, i));
    }

    [Fact]
    public async Task Deletions_EndWhatWaitsAndWhatIsInTheTable()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, Put(1, 1, 100));
        await PushAsync(series, 2, Put(2, 2, 5000));
        await PushAsync(series, 3, Put(3, 3, 100));
        await PushAsync(series, 4, new StoreBatch().Delete(Table, Key(1)).Delete(Table, Key(3)));

        var copy = Copy();
        Assert.Null(Read(copy, 1));
        Assert.Equal(2, Read(copy, 2));
        Assert.Null(Read(copy, 3));
    }

    [Fact]
    public async Task ChangesOfALogThatATableEntryFollows_AreVoid()
    {
        var path = _directory.File("hotaru.db");
        using var store = SqliteStore.Open(path);
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, Put(1, 1, 100));
        await PushAsync(series, 2, Put(1, 2, 5000));
        await PushAsync(series, 3, Put(2, 3, 100));

        Assert.Equal(2, Read(Copy(), 1));
    }

    [Fact]
    public async Task Backup_HasWhatWaits()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        await PushAsync(series, 0, new StoreBatch());
        await PushAsync(series, 1, Put(1, 1, 100));
        var copy = _directory.File("backup.db");
        await series.BackupAsync(copy, default);

        using var tables = SqliteStore.Open(copy);
        Assert.Equal(1, BitConverter.ToInt32(tables.Get(Table, Key(1))!));
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] Key(int number) => number < 256 ? [(byte)number] : BitConverter.GetBytes(number);

    private static StoreBatch Put(int key, int number, int size)
    {
        var value = new byte[size];
        BitConverter.TryWriteBytes(value, number);
        return new StoreBatch().Put(Table, Key(key), value);
    }

    /// <summary>The number under a key after a start on a copy of the files.</summary>
    private static int? Read(string path, int key)
    {
        using var store = SqliteStore.Open(path);
        OpenAsync(store, new ManualTime()).GetAwaiter().GetResult().DisposeAsync().AsTask().GetAwaiter()
            .GetResult();
        return store.Get(Table, Key(key)) is { } value ? BitConverter.ToInt32(value) : null;
    }

    /// <summary>What a kill or a pulled plug leaves: the files as they are now.</summary>
    private string Copy()
    {
        var folder = _directory.File($"copy{++_copies}");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(_directory.File("."), "hotaru.db*"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return Path.Combine(folder, "hotaru.db");
    }

    private async Task PushAsync(TimeSeriesStore series, int number, StoreBatch also)
    {
        using var batch = series.Begin();
        var reference = default(SeriesReference);
        var at = _time.GetUtcNow().ToUnixTimeMilliseconds() + number * 1000;
        Assert.Equal(
            AppendOutcome.Accepted, batch.Append(ref reference, Labels.Of("__name__", "a"), at, number));
        await batch.CommitAsync(Durability.Synced, also, default);
    }

    private Task<TimeSeriesStore> OpenAsync(IStore store) => OpenAsync(store, _time);

    private static Task<TimeSeriesStore> OpenAsync(IStore store, ManualTime time) =>
        TimeSeriesStore.OpenAsync(store, new StorageModel(), time, NullLogger.Instance, default);
}
