using System.IO.Compression;
using Hotaru.Model;
using Hotaru.Storage.Sqlite;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests.Formats;

/// <summary>
/// A file of format 1, as its last program left it: rollups, a block, tombstones, a journal with its ring of
/// slots, floats and histograms.
/// </summary>
public sealed class Format1Tests : IDisposable
{
    private const long StartMs = 1767225600000;

    private readonly TempDirectory _directory = new();

    [Fact]
    public async Task Open_HasEverythingAndGoesOn()
    {
        var path = Unpack();
        for (var run = 0; run < 2; run++)
        {
            using var store = SqliteStore.Open(path);
            await using var series = await TimeSeriesStore.OpenAsync(
                store, new StorageModel { RetentionRaw = TimeSpan.FromDays(4) }, new ManualTime(),
                NullLogger.Instance, default);

            Assert.True(series.Health.IsHealthy, series.Health.Reason);
            Assert.Equal(3, series.SeriesCount);
            Assert.Equal("How warm it is.", series.Metadata["temperature"].Help);
            Assert.Equal(60 + run, Raw(series, "attic").Count);
            Assert.Equal(54, Raw(series, "cellar").Count);
            Assert.Equal(99.0, Raw(series, "cellar")[^1]);
            Assert.Equal(20 + 99 / 4.0, Raw(series, "attic")[59]);
            Assert.True(OldPoints(series) > 0);
            Assert.Equal(100.0, LastHistogram(series).Count);
            await AppendAsync(series, run);
            if (run == 0) await series.CompactAsync(default);
        }
    }

    [Fact]
    public void Open_RaisesTheFormat_SoThatAnOlderProgramRefuses()
    {
        var path = Unpack();
        Assert.Equal([0, 0, 0, 1], File.ReadAllBytes(path)[60..64]);

        SqliteStore.Open(path).Dispose();

        Assert.Equal([0, 0, 0, 2], File.ReadAllBytes(path)[60..64]);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task AppendAsync(TimeSeriesStore series, int run)
    {
        using var batch = series.Begin();
        var reference = default(SeriesReference);
        var labels = Labels.Of("__name__", "temperature", "room", "attic");
        Assert.Equal(AppendOutcome.Accepted, batch.Append(ref reference, labels, StartMs + run * 1000, 1));
        await batch.CommitAsync(Durability.Synced, null, default);
    }

    private static List<double> Raw(TimeSeriesStore series, string room)
    {
        using var set = series.Select(
            new SeriesSelection(
                [new Matcher("room", MatchOperator.Equal, room)], StartMs - 3_600_000, long.MaxValue),
            default);
        var buffer = new SampleBuffer();
        set[0].Read(StartMs - 3_600_000, long.MaxValue, buffer);
        return [.. buffer.Values];
    }

    private static int OldPoints(TimeSeriesStore series)
    {
        using var set = series.Select(
            new SeriesSelection(
                [new Matcher("room", MatchOperator.Equal, "attic")], 0, StartMs - 2 * 86_400_000), default);
        var buffer = new SampleBuffer();
        set[0].Read(0, StartMs - 2 * 86_400_000, buffer);
        return buffer.Count;
    }

    private static FloatHistogram LastHistogram(TimeSeriesStore series)
    {
        using var set = series.Select(
            new SeriesSelection([new Matcher("__name__", MatchOperator.Equal, "latency")], 0, long.MaxValue),
            default);
        var buffer = new SampleBuffer();
        set[0].Read(0, long.MaxValue, buffer);
        return buffer.Histograms[^1]!;
    }

    private string Unpack()
    {
        var path = _directory.File("hotaru.db");
        using var packed = typeof(Format1Tests).Assembly.GetManifestResourceStream(
            "Hotaru.Storage.Tests.Formats.format1.db.gz")!;
        using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var file = File.Create(path);
        unpacked.CopyTo(file);
        return path;
    }
}
