using Hotaru.Model;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Journal;

public sealed class EntryLogTests : IDisposable
{
    private static readonly Labels Load = Labels.Of("__name__", "load");

    private readonly TempDirectory _directory = new();
    private readonly ManualTime _time = new();
    private int _copies;

    [Fact]
    public void Scan_GivesWholeEntriesAndTheirPlaces()
    {
        using var log = new EntryLogFile(_directory.File("log"));
        Assert.Empty(log.Scan());
        var small = Sealed(100);
        var large = Sealed(200_000);
        var second = log.Append(0, small);
        var third = log.Append(second, large);
        log.Append(third, small);

        Assert.Equal([0, second, third], log.Scan().Select(e => e.Position));
        Assert.Equal(large, log.Read(second));
        Assert.Equal(third, log.Scan().ElementAt(1).Next);
        Assert.True(log.BytesWritten < 200_200 + 3 * 4096, $"{log.BytesWritten} bytes");

        // An epoch that begins anew leaves what it does not reach.
        log.Append(0, Sealed(1000));
        Assert.Equal([0, third], log.Scan().Select(e => e.Position));
    }

    [Fact]
    public void Scan_OfEveryTruncation_GivesTheEntriesBefore()
    {
        var path = _directory.File("log");
        int step;
        using (var log = new EntryLogFile(path))
        {
            step = (int)log.Append(0, Sealed(700));
            log.Append(log.Append(step, Sealed(700)), Sealed(700));
        }

        // Behind the entries is room that was asked for ahead.
        var whole = File.ReadAllBytes(path)[..(3 * step)];
        for (var length = 0; length < whole.Length; length += 37)
        {
            File.WriteAllBytes(path, whole[..length]);
            using var log = new EntryLogFile(path);
            var expected = Enumerable.Range(0, 3).Count(i => length >= i * step + 8 + 704);
            Assert.Equal(expected, log.Scan().Count());
        }
    }

    [Fact]
    public async Task ConfirmedWithoutSomethingBesides_IsThereAfterAKill()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        for (var i = 0; i < 200; i++)
        {
            await AppendAsync(series, i);
            if (i % 50 == 49) Assert.Equal(i + 1, await CountAsync(Copy()));
            if (i is 70 or 130) await series.CompactAsync(default);
        }

        Assert.True(new FileInfo(_directory.File("hotaru.db-log")).Length > 0);
    }

    [Fact]
    public async Task LogWithAFlippedBit_LosesThatPartOnlyAndTellsIt()
    {
        using var store = SqliteStore.Open(_directory.File("hotaru.db"));
        await using var series = await OpenAsync(store);
        for (var i = 0; i < 100; i++) await AppendAsync(series, i);
        var copy = Copy();
        var bytes = File.ReadAllBytes(copy + "-log");
        using (var log = new EntryLogFile(copy + "-log"))
            bytes[log.Scan().ElementAt(50).Position + 20] ^= 4;
        File.WriteAllBytes(copy + "-log", bytes);

        using var bent = SqliteStore.Open(copy);
        await using var opened = await OpenAsync(bent);

        Assert.False(opened.Health.IsHealthy);
        Assert.InRange(Count(opened), 30, 99);
        await AppendAsync(opened, 100);
        Assert.InRange(await CountAsync(copy, bent), 31, 100);
    }

    [Fact]
    public async Task CleanStop_LeavesEverythingInTheTables()
    {
        var path = _directory.File("hotaru.db");
        using (var store = SqliteStore.Open(path))
        {
            await using var series = await OpenAsync(store);
            for (var i = 0; i < 20; i++) await AppendAsync(series, i);
        }

        File.Delete(path + "-log");
        Assert.Equal(20, await CountAsync(path));
    }

    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 20)]
    public async Task OldTablesBesideALogThatWentOn_TakeWhatFollowsThemAndNoMore(
        bool isWrittenOver, int expected)
    {
        var path = _directory.File("hotaru.db");
        string before;
        using (var store = SqliteStore.Open(path))
        {
            await using var series = await OpenAsync(store);
            for (var i = 0; i < 20; i++) await AppendAsync(series, i);
            before = _directory.File("before.db");
            await series.BackupAsync(before, default);
            for (var i = 20; i < 40; i++) await AppendAsync(series, i);
            if (isWrittenOver) await series.CompactAsync(default);
            for (var i = 40; i < 60; i++) await AppendAsync(series, i);
            Copy();
        }

        // Somebody puts a backup beside the log: its epoch went on there, or another came over it.
        var copy = _directory.File($"copy{_copies}/hotaru.db");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(copy)!, "hotaru.db*"))
        {
            if (!file.EndsWith("-log", StringComparison.Ordinal)) File.Delete(file);
        }

        File.Copy(before, copy);
        Assert.Equal(expected, await CountAsync(copy));
    }

    public void Dispose() => _directory.Dispose();

    private static byte[] Sealed(int length)
    {
        var writer = new ByteWriter();
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        writer.Bytes(bytes);
        return Checksum.Seal(writer);
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

    private async Task<int> CountAsync(string path, SqliteStore? opened = null)
    {
        var store = opened ?? SqliteStore.Open(path);
        try
        {
            await using var series = await OpenAsync(store);
            return Count(series);
        }
        finally
        {
            if (opened is null) store.Dispose();
        }
    }

    private static int Count(TimeSeriesStore series)
    {
        using var set = series.Select(new SeriesSelection([], 0, long.MaxValue), default);
        var buffer = new SampleBuffer();
        if (set.Count > 0) set[0].Read(0, long.MaxValue, buffer);
        for (var i = 0; i < buffer.Count; i++)
        {
            var at = ManualTime.DefaultStart.ToUnixTimeMilliseconds() + (long)buffer.Values[i] * 1000;
            Assert.Equal(at, buffer.Timestamps[i]);
        }

        return buffer.Count;
    }

    private async Task AppendAsync(TimeSeriesStore series, int number)
    {
        using var batch = series.Begin();
        var reference = default(SeriesReference);
        var at = _time.GetUtcNow().ToUnixTimeMilliseconds() + number * 1000;
        Assert.Equal(AppendOutcome.Accepted, batch.Append(ref reference, Load, at, number));
        await batch.CommitAsync(Durability.Synced, null, default);
    }

    private Task<TimeSeriesStore> OpenAsync(IStore store) =>
        TimeSeriesStore.OpenAsync(store, new StorageModel(), _time, NullLogger.Instance, default);
}
