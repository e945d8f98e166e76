using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests;

public sealed class FaultyDiskTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task CommitsThatFail_LoseNothingThatWasConfirmed(int seed)
    {
        var time = new ManualTime();
        using var disk = new FaultyStore(seed) { FailingCommits = 30, HasNoLog = seed % 4 == 0 };
        var random = new Random(seed);
        var confirmed = new Dictionary<int, List<Sample>>();
        var beside = new Dictionary<int, long>();
        for (var run = 0; run < 3; run++)
        {
            disk.FailingCommits = 0;
            var series = await OpenAsync(disk, time);
            AssertHasBeside(disk, beside, seed);
            disk.FailingCommits = 30;
            for (var round = 0; round < 120; round++)
            {
                time.Advance(TimeSpan.FromSeconds(20));
                await PushAsync(series, random.Next(5), time, random.Next(1000), confirmed);
                if (round % 3 == 2) await PushTwiceAsync(series, random.Next(5), time, confirmed, beside);
                if (round % 25 == 24) await TryAsync(() => series.CompactAsync(default));
                if (round % 7 == 6) await TryAsync(() => series.FlushAsync(default));
            }

            disk.FailingCommits = 100;
            await series.DisposeAsync();
            disk.CutPower();
        }

        disk.FailingCommits = 0;
        await using var after = await OpenAsync(disk, time);
        foreach (var (number, samples) in confirmed) AssertHas(after, number, samples, seed);
        AssertHasBeside(disk, beside, seed);
        Assert.True(disk.Failures > 50, $"seed {seed}");
        Assert.True(disk.HasNoLog || disk.TornEntries > 3, $"seed {seed}: {disk.TornEntries} torn entries");
    }

    [Fact]
    public async Task DiskThatRefuses_IsToldAtOnceAndForgottenWhenItTakesAgain()
    {
        var time = new ManualTime();
        using var disk = new FaultyStore(1);
        await using var series = await OpenAsync(disk, time);
        var confirmed = new Dictionary<int, List<Sample>>();
        await PushAsync(series, 1, time, 1, confirmed);
        Assert.Equal("", series.Trouble);

        disk.FailingCommits = 100;
        time.Advance(TimeSpan.FromSeconds(1));
        await PushAsync(series, 1, time, 2, confirmed);
        Assert.Single(confirmed[1]);
        Assert.False(series.Health.IsHealthy);
        Assert.Matches("the disk is full|input/output error", series.Trouble);

        disk.FailingCommits = 0;
        time.Advance(TimeSpan.FromSeconds(1));
        await PushAsync(series, 1, time, 3, confirmed);
        Assert.True(series.Health.IsHealthy, series.Health.Reason);
        Assert.Equal("", series.Trouble);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task BlobsThatAreBent_AreSetAsideCountedAndTold(int seed)
    {
        var time = new ManualTime();
        using var disk = new FaultyStore(seed);
        var confirmed = new Dictionary<int, List<Sample>>();
        await using (var series = await OpenAsync(disk, time))
        {
            for (var round = 0; round < 300; round++)
            {
                time.Advance(TimeSpan.FromSeconds(60));
                await PushAsync(series, round % 5, time, round, confirmed);
            }

            await series.CompactAsync(default);
        }

        await using var after = await OpenAsync(disk, time);
        disk.BentReads = 100;
        using var set = after.Select(new SeriesSelection([], 0, long.MaxValue), default);
        var buffer = new SampleBuffer();
        foreach (var one in set) one.Read(0, long.MaxValue, buffer);

        Assert.NotEmpty(set.Warnings);
        Assert.False(after.Health.IsHealthy);
        Assert.Contains("damaged blobs were set aside", after.Health.Reason, StringComparison.Ordinal);
        disk.BentReads = 0;
        await PushAsync(after, 1, time, 77, confirmed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Replay_OfABentStore_StaysUp(int seed)
    {
        var time = new ManualTime();
        using var disk = new FaultyStore(seed);
        var before = new Dictionary<int, List<Sample>>();
        await using (var series = await OpenAsync(disk, time))
        {
            for (var round = 0; round < 200; round++)
            {
                time.Advance(TimeSpan.FromSeconds(60));
                await PushAsync(series, round % 5, time, round, before);
                if (round == 150) await series.CompactAsync(default);
            }
        }

        disk.BentReads = 20;
        await using var after = await OpenAsync(disk, time);
        disk.BentReads = 0;
        // A bit may flip in the padding of a journal slot, where it means nothing: then all must be there.
        if (after.Health.IsHealthy)
        {
            foreach (var (number, samples) in before) AssertHas(after, number, samples, seed);
        }

        time.Advance(TimeSpan.FromSeconds(60));
        var confirmed = new Dictionary<int, List<Sample>>();
        await PushAsync(after, 9, time, 5, confirmed);
        AssertHas(after, 9, confirmed[9], seed);
    }

    private static Task<TimeSeriesStore> OpenAsync(IStore store, ManualTime time) =>
        TimeSeriesStore.OpenAsync(store, new StorageModel(), time, NullLogger.Instance, default);

    private static Labels Of(int number) => Labels.Of("__name__", "pushed", "number", $"{number}");

    private static async Task PushAsync(
        TimeSeriesStore series, int number, ManualTime time, double value, Dictionary<int,
            List<Sample>> confirmed)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = series.Begin();
        var reference = default(SeriesReference);
        Assert.Equal(AppendOutcome.Accepted, batch.Append(ref reference, Of(number), now, value));
        try
        {
            await batch.CommitAsync(Durability.Synced, null, default);
        }
        catch (StoreException)
        {
            return;
        }

        if (!confirmed.TryGetValue(number, out var samples)) confirmed[number] = samples = [];
        samples.Add(new Sample(now, value));
    }

    /// <summary>
    /// Samples that are stored together with something else: small and mostly in the log, or at once in the
    /// table where it is large.
    /// </summary>
    private static async Task PushTwiceAsync(
        TimeSeriesStore series, int number, ManualTime time, Dictionary<int, List<Sample>> confirmed,
        Dictionary<int, long> beside)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = series.Begin();
        var reference = default(SeriesReference);
        batch.Append(ref reference, Of(number), now, 0.5);
        try
        {
            var value = new byte[now / 1000 % 4 == 0 ? 10_000 : 20];
            BitConverter.TryWriteBytes(value, now);
            var also = new StoreBatch().Put("beside", [(byte)number], value).Delete("beside", [99]);
            await batch.CommitAsync(Durability.Synced, also, default);
        }
        catch (StoreException)
        {
            return;
        }

        beside[number] = now;

        if (!confirmed.TryGetValue(number, out var samples)) confirmed[number] = samples = [];
        samples.Add(new Sample(now, 0.5));
    }

    /// <summary>What was confirmed, or what came after it and was not.</summary>
    private static void AssertHasBeside(FaultyStore disk, Dictionary<int, long> beside, int seed)
    {
        foreach (var (number, at) in beside)
        {
            var found = disk.Get("beside", [(byte)number]);
            Assert.True(found is not null && BitConverter.ToInt64(found) >= at,
                $"seed {seed}: what belongs to series {number} is older than {at}");
        }
    }

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreException)
        {
        }
    }

    private static void AssertHas(TimeSeriesStore series, int number, List<Sample> samples, int seed)
    {
        using var set = series.Select(
            new SeriesSelection([new Matcher("number", MatchOperator.Equal, $"{number}")], 0, long.MaxValue),
                default);
        var buffer = new SampleBuffer();
        set[0].Read(0, long.MaxValue, buffer);
        var found = new Dictionary<long, double>();
        for (var i = 0; i < buffer.Count; i++) found[buffer.Timestamps[i]] = buffer.Values[i];
        foreach (var sample in samples)
            Assert.True(found.TryGetValue(sample.TimestampMs, out var v) && v == sample.Value,
                $"seed {seed}: {sample}");
    }
}
