using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Rollups;

public sealed class RollupTests
{
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;

    private static readonly Labels Counter = Labels.Of("__name__", "requests_total");
    private static readonly Labels Gauge = Labels.Of("__name__", "temperature");

    [Fact]
    public async Task Rollups_KeepIncreasesExtremesAndAverages_AfterRawDataIsGone()
    {
        using var store = new MemoryStore();
        using var control = new MemoryStore();
        var time = new ManualTime();
        var first = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var rolled = await OpenAsync(store, time, rawDays: 1, fineDays: 3);
        await using var raw = await OpenAsync(control, time, rawDays: 100, fineDays: 0);
        for (var day = 0; day < 70; day++)
        {
            await FillAsync([rolled, raw], first + day * DayMs, day);
            time.Step(TimeSpan.FromDays(1));
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            await rolled.CompactAsync(default);
            await rolled.RetainAsync(now, default);
        }

        // Periods of thirty days since 1970 end 6, 36 and 66 days in: those are rollups of an hour now; what
        // comes after is rollups of five minutes.
        foreach (var (from, until, step) in new[] { (0, 65, HourMs), (66, 69, HourMs / 12) })
        {
            var (start, end) = (first + from * DayMs, first + until * DayMs);
            CheckIncreases(rolled, raw, start, end, step);
            CheckWindows(rolled, raw, start, end, "min_over_time", step, s => s.Min());
            CheckWindows(rolled, raw, start, end, "max_over_time", step, s => s.Max());
            CheckWindows(rolled, raw, start, end, "count_over_time", step, s => s.Count());
        }

        await raw.CompactAsync(default);
        Assert.True(
            store.SizeBytes < control.SizeBytes * 0.75, $"{store.SizeBytes} of {control.SizeBytes} bytes");
        await using var restarted = await OpenAsync(store, time, rawDays: 1, fineDays: 3);
        CheckIncreases(restarted, raw, first, first + 26 * DayMs, HourMs);
    }

    [Fact]
    public async Task Rollups_OfAnHour_HavePointsForShortWindows()
    {
        using var store = new MemoryStore();
        var time = new ManualTime();
        var first = time.GetUtcNow().ToUnixTimeMilliseconds();
        await using var rolled = await OpenAsync(store, time, rawDays: 1, fineDays: 0);
        for (var day = 0; day < 3; day++)
        {
            await FillAsync([rolled], first + day * DayMs, day);
            time.Step(TimeSpan.FromDays(1));
        }

        await rolled.CompactAsync(default);
        time.Step(TimeSpan.FromDays(60));
        await rolled.RetainAsync(time.GetUtcNow().ToUnixTimeMilliseconds(), default);

        var points = Read(rolled, Counter, first + HourMs, first + 20 * HourMs, "rate", 5 * 60_000);
        var instants = Read(rolled, Gauge, first + HourMs, first + 20 * HourMs, "", 0);
        for (var i = 1; i < instants.Count; i++)
            Assert.InRange(instants[i].TimestampMs - instants[i - 1].TimestampMs, 1, 5 * 60_000);
        Assert.True(points.Count > 19 * 20, $"{points.Count} points");
    }

    private static void CheckIncreases(
        TimeSeriesStore rolled, TimeSeriesStore raw, long start, long end, long stepMs)
    {
        var expected = Read(raw, Counter, start, end, "increase", DayMs);
        var found = Read(rolled, Counter, start, end, "increase", DayMs);
        Assert.True(found.Count * 3 < expected.Count, $"{found.Count} of {expected.Count} samples");
        for (var at = start + 2 * stepMs; at + 7 * stepMs < end; at += 5 * stepMs)
            Assert.Equal(Increase(expected, at, at + 7 * stepMs), Increase(found, at, at + 7 * stepMs), 6);
    }

    private static void CheckWindows(
        TimeSeriesStore rolled, TimeSeriesStore raw, long start, long end, string function, long stepMs,
        Func<IEnumerable<double>, double> fold)
    {
        var expected = Read(raw, Gauge, start, end, function, DayMs);
        var found = Read(rolled, Gauge, start, end, function, DayMs);
        for (var at = start + 2 * stepMs; at + 7 * stepMs < end; at += 5 * stepMs)
        {
            // Samples of a step stand at its end, so a window that begins with a step sees whole steps.
            bool Within(Sample s) => s.TimestampMs >= at && s.TimestampMs < at + 7 * stepMs;
            Assert.Equal(fold(expected.Where(Within).Select(s => s.Value)), fold(
                found.Where(Within).Select(s => s.Value)));
        }
    }

    /// <summary>From the last sample before a time to the last before another, resets seen.</summary>
    private static double Increase(List<Sample> samples, long from, long until)
    {
        var begin = samples.FindLastIndex(s => s.TimestampMs < from);
        var end = samples.FindLastIndex(s => s.TimestampMs < until);
        double sum = 0;
        for (var i = begin + 1; i <= end; i++)
        {
            var step = samples[i].Value - samples[i - 1].Value;
            sum += step < 0 ? samples[i].Value : step;
        }

        return sum;
    }

    private static async Task FillAsync(TimeSeriesStore[] stores, long start, int day)
    {
        foreach (var store in stores)
        {
            var random = new Random(day);
            using var batch = store.Begin();
            SeriesReference counter = default, gauge = default;
            double value = day * 1000;
            for (var at = start; at < start + DayMs; at += 30_000)
            {
                value = random.Next(700) == 0 ? random.Next(10) : value + random.Next(20);
                Assert.Equal(AppendOutcome.Accepted, batch.Append(ref counter, Counter, at, value));
                batch.Append(
                    ref gauge, Gauge, at, Math.Round(20 + 10 * Math.Sin(at / 1e7) + random.NextDouble(), 2));
            }

            await batch.CommitAsync(Durability.Journaled, null, default);
        }
    }

    private static List<Sample> Read(
        TimeSeriesStore store, Labels labels, long min, long max, string function, long rangeMs)
    {
        var matcher = new Matcher("__name__", MatchOperator.Equal, labels.MetricName);
        using var set = store.Select(new SeriesSelection([matcher], min, max, 0, rangeMs, function), default);
        var buffer = new SampleBuffer();
        set[0].Read(min, max, buffer);
        Assert.Empty(set.Warnings);
        return [.. Enumerable.Range(0, buffer.Count).Select(
            i => new Sample(buffer.Timestamps[i], buffer.Values[i]))];
    }

    private static Task<TimeSeriesStore> OpenAsync(
        IStore store, ManualTime time, int rawDays, int fineDays) =>
        TimeSeriesStore.OpenAsync(
            store,
            new StorageModel
            {
                RetentionRaw = TimeSpan.FromDays(rawDays),
                RetentionRollup5m = TimeSpan.FromDays(fineDays),
                RetentionRollup1h = TimeSpan.FromDays(1000),
                MaxFuture = TimeSpan.FromDays(2),
            },
            time, NullLogger.Instance, default);
}
