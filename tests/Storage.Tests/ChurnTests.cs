using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests;

[Collection(nameof(ChurnTests))]
[CollectionDefinition(nameof(ChurnTests), DisableParallelization = true)]
public sealed class ChurnTests
{
    private const long SizeLimit = 1 << 20;

    /// <summary>A short month in daily work; HOTARU_LONG_TESTS=1 for a million series over a year.</summary>
    private static (int Days, int SeriesADay) Load =>
        Environment.GetEnvironmentVariable("HOTARU_LONG_TESTS") == "1" ? (365, 2740) : (25, 1500);

    [Fact]
    public async Task SeriesThatComeAndGo_StayInsideTheSizeLimit()
    {
        using var directory = new TempDirectory();
        using var store = SqliteStore.Open(directory.File("hotaru.db"));
        var time = new ManualTime();
        var model = new StorageModel
        {
            RetentionSize = SizeLimit,
            RetentionRaw = TimeSpan.FromDays(5),
            KeepFree = 0,
        };
        await using var series = await TimeSeriesStore.OpenAsync(
            store, model, time, NullLogger.Instance, default);
        var (days, seriesADay) = Load;
        var greatest = 0L;
        for (var day = 0; day < days; day++)
        {
            await AddDayAsync(series, time, day, seriesADay);
            time.Step(TimeSpan.FromDays(1));
            await series.CompactAsync(default);
            await series.RetainAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), default);
            greatest = Math.Max(greatest, store.SizeBytes);
        }

        Assert.InRange(greatest, SizeLimit / 8, SizeLimit * 5 / 4);
        Assert.True(series.SeriesCount < days * seriesADay, $"{series.SeriesCount} series are still there");
        Assert.True(series.Health.IsHealthy, series.Health.Reason);
    }

    [Fact]
    public async Task Restart_TakesNoMoreMemoryThanRunning()
    {
        using var directory = new TempDirectory();
        var path = directory.File("hotaru.db");
        var time = new ManualTime();
        var running = await RunAsync(path, time, fill: true);
        var restarted = await RunAsync(path, time, fill: false);

        // A tenth for the runtime; a store that loads what it need not takes several times as much.
        Assert.True(restarted < running * 1.1 + 1_000_000, $"{restarted} bytes after {running} bytes");
    }

    private static async Task<long> RunAsync(string path, ManualTime time, bool fill)
    {
        using var store = SqliteStore.Open(path);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var series = await TimeSeriesStore.OpenAsync(
            store, new StorageModel(), time, NullLogger.Instance, default);
        if (fill)
        {
            for (var day = 0; day < 3; day++)
            {
                await AddDayAsync(series, time, 0, 2000);
                time.Step(TimeSpan.FromDays(1));
                if (day < 2) await series.CompactAsync(default);
            }

            await series.FlushAsync(default);
        }

        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static async Task AddDayAsync(TimeSeriesStore series, ManualTime time, int day, int count)
    {
        var start = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = series.Begin();
        for (var number = 0; number < count; number++)
        {
            var labels = Labels.Of("__name__", "pod_info", "day", $"{day}", "pod", $"pod-{day}-{number:x8}");
            var reference = default(SeriesReference);
            for (var i = 0; i < 6; i++) batch.Append(ref reference, labels, start + i * 500_000L, number * i);
        }

        await batch.CommitAsync(Durability.Journaled, null, default);
    }
}
