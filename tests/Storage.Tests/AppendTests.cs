using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests;

public sealed class AppendTests : IDisposable
{
    private static readonly Labels Temperature = Labels.Of("__name__", "temperature", "room", "attic");

    private readonly MemoryStore _store = new();
    private readonly ManualTime _time = new();

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public async Task OutOfOrderWindow_TakesLateSamplesAndSortsThemIn()
    {
        var model = new StorageModel { OutOfOrderWindow = TimeSpan.FromMinutes(10) };
        await using var series = await OpenAsync(model);
        foreach (var minutes in new[] { 0, 5, 3, 4, -4, 5 })
            await Append(series, Temperature, Now + minutes * 60_000, minutes);
        Assert.Equal(AppendOutcome.OutOfOrder, await Append(series, Temperature, Now - 5 * 60_000 - 1, 1));

        Assert.Equal([-4, 0, 3, 4, 5], Values(series));
        await series.FlushAsync(default);
        await using (var restarted = await OpenAsync(model)) Assert.Equal(
            [-4, 0, 3, 4, 5], Values(restarted));
        await series.CompactAsync(default);
        Assert.Equal([-4, 0, 3, 4, 5], Values(series));
        await using (var restarted = await OpenAsync(model)) Assert.Equal(
            [-4, 0, 3, 4, 5], Values(restarted));
    }

    [Fact]
    public async Task ClockSetBack_DoesNotShutOutWhatIsTrueNow()
    {
        await using var series = await OpenAsync();
        await Append(series, Temperature, Now, 1);
        _time.Step(TimeSpan.FromDays(400));
        await Append(series, Temperature, Now, 2);
        _time.Step(TimeSpan.FromDays(-400));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(AppendOutcome.Accepted, await Append(series, Temperature, Now, 3));
        Assert.Equal(AppendOutcome.Accepted, await Append(series, Temperature, Now + 1000, 4));

        Assert.Equal([1, 3, 4, 2], Values(series));
        await series.FlushAsync(default);
        await using (var restarted = await OpenAsync())
        {
            Assert.Equal([1, 3, 4, 2], Values(restarted));
            Assert.Equal(AppendOutcome.Accepted, await Append(restarted, Temperature, Now + 2000, 5));
        }

        await series.CompactAsync(default);
        await using (var restarted = await OpenAsync()) Assert.Equal([1, 3, 4, 2], Values(restarted));
    }

    [Fact]
    public async Task ClockSetForward_DropsNothingUntilItHasRunEvenlyForAnHour()
    {
        await using var series = await OpenAsync();
        await Append(series, Temperature, Now, 1);
        await series.CompactAsync(default);
        _time.Step(TimeSpan.FromDays(400));
        var clock = new Retention.TrustedClock(_time);

        Assert.Null(clock.NowMs);
        _time.Advance(TimeSpan.FromMinutes(59));
        Assert.Null(clock.NowMs);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(Now, clock.NowMs);
        _time.Step(TimeSpan.FromMinutes(5));
        Assert.Null(clock.NowMs);
    }

    [Fact]
    public async Task Limits_AreKept()
    {
        await using var series = await OpenAsync(
            new StorageModel { MaxSeries = 2, MaxLabels = 3, MaxLabelValueLength = 5 });

        Assert.Equal(AppendOutcome.Accepted, await Append(series, Labels.Of("__name__", "a"), Now, 1));
        Assert.Equal(AppendOutcome.Accepted, await Append(series, Labels.Of("__name__", "b"), Now, 1));
        Assert.Equal(AppendOutcome.TooManySeries, await Append(series, Labels.Of("__name__", "c"), Now, 1));
        Assert.Equal(
            AppendOutcome.InvalidLabels, await Append(
                series, Labels.Of("__name__", "a", "x", "123456"), Now, 1));
        Assert.Equal(
            AppendOutcome.InvalidLabels, await Append(
                series, Labels.Of("__name__", "a", "x", "\uD800"), Now, 1));
        Assert.Equal(
            AppendOutcome.InvalidLabels,
            await Append(series, Labels.Of("__name__", "a", "b", "1", "c", "1", "d", "1"), Now, 1));
    }

    [Fact]
    public async Task Deletion_IsSeenAtOnceAndAfterARestartAndCleaningRemovesTheBytes()
    {
        await using var series = await OpenAsync();
        for (var i = 0; i < 600; i++) await Append(series, Temperature, Now - 6_000_000 + i * 10_000, i);
        await series.CompactAsync(default);
        for (var i = 600; i < 700; i++) await Append(series, Temperature, Now - 6_000_000 + i * 10_000, i);

        await series.DeleteSeriesAsync(
            [[new Matcher("room", MatchOperator.Equal, "attic")]], Now - 5_000_000, Now + 499_999, default);

        int[] left = [.. Enumerable.Range(0, 100), .. Enumerable.Range(650, 50)];
        Assert.Equal(left.Select(i => (double)i), Values(series));
        await using (var restarted = await OpenAsync()) Assert.Equal(left.Length, Values(restarted).Count);
        await series.CompactAsync(default);
        var size = _store.SizeBytes;
        await series.CleanTombstonesAsync(default);
        Assert.True(_store.SizeBytes < size);
        Assert.Equal(left.Select(i => (double)i), Values(series));
        await using (var restarted = await OpenAsync()) Assert.Equal(left.Length, Values(restarted).Count);
    }

    [Fact]
    public async Task Deletion_OfAWholeSeries_TakesItOutOfTheIndex()
    {
        await using var series = await OpenAsync();
        await Append(series, Temperature, Now - 1000, 1);
        await Append(series, Labels.Of("__name__", "other"), Now - 1000, 1);
        await series.CompactAsync(default);

        await series.DeleteSeriesAsync(
            [[new Matcher("room", MatchOperator.Equal, "attic")]], 0, Now, default);

        Assert.Equal(1, series.SeriesCount);
        Assert.Empty(series.LabelValues("room", [], 0, Now));
        Assert.Equal(AppendOutcome.Accepted, await Append(series, Temperature, Now, 2));
        Assert.Equal([2], Values(series));
        await series.FlushAsync(default);
        await using var restarted = await OpenAsync();
        Assert.Equal([2], Values(restarted));
    }

    [Fact]
    public async Task Retention_BySize_DropsTheOldestAndItsSeries()
    {
        await using var series = await OpenAsync(new StorageModel { RetentionSize = 150_000 });
        var random = new Random(1);
        for (var hour = 0; hour < 60; hour++)
        {
            using var batch = series.Begin();
            var reference = default(SeriesReference);
            var labels = Labels.Of("__name__", "noise", "hour", $"{hour / 10}");
            for (var i = 0; i < 600; i++)
                batch.Append(ref reference, labels, Now + i * 6000, random.NextDouble());
            await batch.CommitAsync(Durability.Journaled, null, default);
            _time.Step(TimeSpan.FromHours(1));
            await series.CompactAsync(default);
            await series.RetainAsync(Now, default);
        }

        Assert.InRange(_store.SizeBytes, 100_000, 160_000);
        Assert.InRange(series.SeriesCount, 2, 4);
        Assert.Equal("5", series.LabelValues("hour", [], 0, Now)[^1]);
    }

    [Fact]
    public async Task Select_FindsByEveryOperator()
    {
        await using var series = await OpenAsync();
        foreach (var (name, room) in new[] { ("a", "attic"), ("a", "cellar"), ("b", "attic"), ("c", "") })
        {
            var labels = room.Length > 0 ? Labels.Of("__name__", name, "room", room) : Labels.Of(
                "__name__", name);
            await Append(series, labels, Now, 1);
        }

        string Find(params Matcher[] matchers)
        {
            using var set = series.Select(new SeriesSelection(matchers, 0, Now), default);
            return string.Join(' ', set.Select(s => s.Labels.MetricName + s.Labels["room"]));
        }

        Assert.Equal("aattic acellar battic c", Find());
        Assert.Equal("aattic battic", Find(new Matcher("room", MatchOperator.Equal, "attic")));
        Assert.Equal("acellar c", Find(new Matcher("room", MatchOperator.NotEqual, "attic")));
        Assert.Equal("c", Find(new Matcher("room", MatchOperator.Equal, "")));
        Assert.Equal("aattic acellar battic", Find(new Matcher("room", MatchOperator.NotEqual, "")));
        Assert.Equal("aattic acellar battic", Find(new Matcher("room", MatchOperator.Regex, "attic|cellar")));
        Assert.Equal("acellar", Find(new Matcher("room", MatchOperator.Regex, "ce.*")));
        Assert.Equal("acellar c", Find(new Matcher("room", MatchOperator.Regex, "(ce.*)?")));
        Assert.Equal("aattic battic c", Find(new Matcher("room", MatchOperator.NotRegex, "ce.*")));
        Assert.Equal("aattic", Find(
            new Matcher("__name__", MatchOperator.Regex, "a|b"), new Matcher(
                "room", MatchOperator.Equal, "attic"),
            new Matcher("__name__", MatchOperator.NotEqual, "b")));
        Assert.Equal("", Find(new Matcher("nothing", MatchOperator.Equal, "x")));
    }

    public void Dispose() => _store.Dispose();

    private static List<double> Values(TimeSeriesStore store)
    {
        using var set = store.Select(
            new SeriesSelection([new Matcher("room", MatchOperator.Equal, "attic")], 0, long.MaxValue),
                default);
        var buffer = new SampleBuffer();
        Assert.Single(set);
        set[0].Read(0, long.MaxValue, buffer);
        return [.. buffer.Values];
    }

    private static async Task<AppendOutcome> Append(
        TimeSeriesStore store, Labels labels, long at, double value)
    {
        using var batch = store.Begin();
        var reference = default(SeriesReference);
        var outcome = batch.Append(ref reference, labels, at, value);
        await batch.CommitAsync(Durability.Journaled, null, default);
        return outcome;
    }

    private Task<TimeSeriesStore> OpenAsync(StorageModel? model = null) =>
        TimeSeriesStore.OpenAsync(_store, model ?? new StorageModel(), _time, NullLogger.Instance, default);
}
