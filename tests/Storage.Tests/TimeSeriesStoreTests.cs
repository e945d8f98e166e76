using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests;

public sealed class TimeSeriesStoreTests : IAsyncLifetime, IDisposable
{
    private static readonly Labels Temperature = Labels.Of("__name__", "temperature", "room", "attic");
    private static readonly Labels Load = Labels.Of("__name__", "load", "host", "a");

    private readonly MemoryStore _store = new();
    private readonly ManualTime _time = new();
    private TimeSeriesStore _series = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync() => _series = await OpenAsync();

    public async Task DisposeAsync() => await _series.DisposeAsync();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Append_ThenSelect_GivesTheSamplesInTheRange()
    {
        for (var i = 0; i < 200; i++)
            Assert.Equal(AppendOutcome.Accepted, await Append(Temperature, Now - 200_000 + i * 1000, i));

        var samples = Read(Temperature, Now - 150_000, Now - 100_000);

        Assert.Equal(51, samples.Count);
        Assert.Equal(new Sample(Now - 150_000, 50), samples[0]);
        Assert.Equal(new Sample(Now - 100_000, 100), samples[^1]);
    }

    [Fact]
    public async Task Journal_AfterARestartWithoutWarning_GivesEverythingUpToTheFlush()
    {
        for (var i = 0; i < 500; i++)
        {
            await Append(Temperature, Now - 500_000 + i * 1000, i * 0.1);
            await Append(Load, Now - 500_000 + i * 1000, i % 7);
            if (i % 40 == 39) await _series.FlushAsync(default);
        }

        await using var restarted = await OpenAsync();

        Assert.Equal(Read(Temperature).Take(480), Read(restarted, Temperature));
        Assert.Equal(Read(Load).Take(480), Read(restarted, Load));
    }

    [Fact]
    public async Task Synced_IsOnDiskWithWhatBelongsToIt()
    {
        await Append(Temperature, Now - 10_000, 1);
        await Append(Temperature, Now, 2, Durability.Synced, new StoreBatch().Put("groups", [1], [9]));

        await using var restarted = await OpenAsync();

        Assert.Equal(Read(Temperature), Read(restarted, Temperature));
        Assert.Equal(2, Read(restarted, Temperature).Count);
        Assert.Equal([9], _store.Get("groups", [1])!);
    }

    [Fact]
    public async Task Synced_WhenTheStoreFails_StoresNeither()
    {
        await Append(Temperature, Now - 10_000, 1);
        await _series.FlushAsync(default);
        _store.Fail = "the disk is full";

        await Assert.ThrowsAsync<StoreException>(
            () => Append(Temperature, Now, 2, Durability.Synced, new StoreBatch().Put("groups", [1], [9])));

        Assert.Single(Read(Temperature));
        Assert.Null(_store.Get("groups", [1]));
        _store.Fail = null;
        Assert.Equal(AppendOutcome.Accepted, await Append(Temperature, Now, 3, Durability.Synced));
        await using var restarted = await OpenAsync();
        Assert.Equal([1, 3], Read(restarted, Temperature).Select(s => s.Value));
    }

    [Fact]
    public async Task Seal_KeepsEverySampleOnceInMemoryAndAfterARestart()
    {
        await Fill(Temperature, hours: 9);
        var before = Read(Temperature);

        await _series.CompactAsync(default);

        Assert.Equal(0, _series.HeadSamples);
        Assert.Equal(before, Read(Temperature));
        await Append(Temperature, Now + 1, 7);
        await _series.FlushAsync(default);
        await using var restarted = await OpenAsync();
        Assert.Equal(Read(Temperature), Read(restarted, Temperature));
        Assert.Equal(before.Count + 1, Read(restarted, Temperature).Count);
    }

    [Fact]
    public async Task Duplicates_AreToldApart()
    {
        await Append(Temperature, Now, 1);

        Assert.Equal(AppendOutcome.Duplicate, await Append(Temperature, Now, 1));
        Assert.Equal(AppendOutcome.DuplicateTimestamp, await Append(Temperature, Now, 2));
        Assert.Equal(AppendOutcome.OutOfOrder, await Append(Temperature, Now - 1, 2));
        Assert.Equal(AppendOutcome.OutOfBounds, await Append(Load, Now - 16L * 86_400_000, 2));
        Assert.Equal(AppendOutcome.OutOfBounds, await Append(Load, Now + 2 * 3_600_000, 2));
        Assert.Equal(AppendOutcome.InvalidLabels, await Append(Labels.Of("job", "x"), Now, 2));
    }

    [Fact]
    public async Task Histograms_StartsAndStaleMarkersSurviveJournalAndBlock()
    {
        var histogram = new FloatHistogram
        {
            Schema = 3,
            Count = 10,
            Sum = 2.5,
            ZeroCount = 1,
            PositiveSpans = [new HistogramSpan(-2, 2)],
            PositiveBuckets = [4, 5],
        };
        using (var batch = _series.Begin())
        {
            var reference = default(SeriesReference);
            batch.Append(ref reference, Load, Now - 30_000, histogram, Now - 90_000);
            batch.Append(ref reference, Load, Now - 20_000, 5, Now - 90_000);
            batch.Append(ref reference, Load, Now - 10_000, StaleMarker.Value);
            await batch.CommitAsync(Durability.Journaled, null, default);
        }

        await _series.FlushAsync(default);
        await using (var restarted = await OpenAsync()) CheckHistograms(restarted, histogram);
        await _series.CompactAsync(default);
        await using (var restarted = await OpenAsync()) CheckHistograms(restarted, histogram);
    }

    private void CheckHistograms(TimeSeriesStore series, FloatHistogram histogram)
    {
        var buffer = new SampleBuffer();
        series.Select(
            new SeriesSelection([new Matcher("__name__", MatchOperator.Equal, "load")], 0, Now), default)[0]
            .Read(0, Now, buffer);
        Assert.Equal(3, buffer.Count);
        Assert.Equal(histogram.PositiveBuckets, buffer.Histograms[0]!.PositiveBuckets);
        Assert.Equal(2.5, buffer.Histograms[0]!.Sum);
        Assert.Equal(5, buffer.Values[1]);
        Assert.True(StaleMarker.Is(buffer.Values[2]));
        Assert.Equal([Now - 90_000, Now - 90_000, 0], buffer.StartTimestamps.ToArray());
    }

    private Task<TimeSeriesStore> OpenAsync() =>
        TimeSeriesStore.OpenAsync(_store, new StorageModel(), _time, NullLogger.Instance, default);

    private async Task Fill(Labels labels, int hours)
    {
        using var batch = _series.Begin();
        var reference = default(SeriesReference);
        for (var at = Now - hours * 3_600_000L; at <= Now; at += 15_000)
            Assert.Equal(AppendOutcome.Accepted, batch.Append(ref reference, labels, at, at / 15_000 % 977));
        await batch.CommitAsync(Durability.Journaled, null, default);
    }

    private async Task<AppendOutcome> Append(
        Labels labels, long at, double value, Durability durability = Durability.Journaled,
        StoreBatch? also = null)
    {
        using var batch = _series.Begin();
        var reference = default(SeriesReference);
        var outcome = batch.Append(ref reference, labels, at, value);
        await batch.CommitAsync(durability, also, default);
        return outcome;
    }

    private List<Sample> Read(Labels labels, long min = 0, long max = long.MaxValue) =>
        Read(_series, labels, min, max);

    private static List<Sample> Read(
        TimeSeriesStore store, Labels labels, long min = 0, long max = long.MaxValue)
    {
        var matchers = labels.Select(l => new Matcher(l.Name, MatchOperator.Equal, l.Value)).ToList();
        using var set = store.Select(new SeriesSelection(matchers, min, max), default);
        if (set.Count == 0) return [];
        var buffer = new SampleBuffer();
        set[0].Read(min, max, buffer);
        Assert.Empty(set.Warnings);
        return [.. Enumerable.Range(0, buffer.Count).Select(
            i => new Sample(buffer.Timestamps[i], buffer.Values[i]))];
    }
}
