using System.Text;
using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage.Tests.Formats;

/// <summary>
/// Every kind of blob as the bytes that FORMAT.md draws (pinned.txt beside this file). A change here is a
/// change of the format, and needs a new version and a way up.
/// </summary>
public sealed class PinnedFormatTests
{
    private const long Start = 1_767_225_600_000;

    private const string FirstPlain =
        "01AC02050280A0D5EDEE66023635FCFF626A8257FFFFFF0A7FFBFFFF7F857F2DFFFFFF000000000000C0FF77"
        + "E8FFFF3F9B77FECC3C41ED7F04CF3B7F669EA006C060030209028AA0D5EDEE66CAA907000000000000044009"
        + "018CA0D5EDEE660402FCA9F1D24D62503F010104000200000000000000001E400600020441A237D5";

    private const string FirstWithChanges =
        "02AC020502030667726F757073020102040304050667726F7570730106010472756E7301070080A0D5EDEE66"
        + "023635FCFF626A8257FFFFFF0A7FFBFFFF7F857F2DFFFFFF000000000000C0FF77E8FFFF3F9B77FECC3C41ED"
        + "7F04CF3B7F669EA006C060030209028AA0D5EDEE66CAA907000000000000044009018CA0D5EDEE660402FCA9"
        + "F1D24D62503F010104000200000000000000001E40060002048DEA49BE";

    [Fact]
    public void EveryBlob_HasThePinnedBytes()
    {
        using var stream = typeof(PinnedFormatTests).Assembly.GetManifestResourceStream(
            "Hotaru.Storage.Tests.Formats.pinned.txt")!;
        var pinned = new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
        var found = new StringBuilder();
        foreach (var (name, bytes) in Blobs())
            found.Append($"{name} {(bytes.Length == 0 ? "-" : Convert.ToHexString(bytes))}\n");
        Assert.True(pinned == found.ToString(), $"the bytes now are\n{found}");
    }

    [Fact]
    public void IntegerColumns_PinEveryModeAndOrder()
    {
        var heads = Integers().Where(c => c.Values.Length > 1).Select(c => Integer(c.Values)[0]).ToList();
        Assert.Equal([0, 1, 2], heads.Select(h => h & 3).Distinct().Order());
        Assert.Equal([0, 1, 2, 3, 4], heads.Select(h => h >> 2 & 7).Distinct().Order());
        foreach (var (name, values) in Integers())
        {
            var reader = new ByteReader(Integer(values));
            var read = new long[values.Length];
            IntegerColumn.Read(ref reader, read);
            Assert.True(values.AsSpan().SequenceEqual(read), name);
        }
    }

    /// <summary>Entries as they were written before times could be those of any series before.</summary>
    [Theory]
    [InlineData(FirstPlain, false)]
    [InlineData(FirstWithChanges, true)]
    public void JournalEntries_OfTheFirstForms_AreRead(string hex, bool hasChanges)
    {
        var reader = new ByteReader(Checksum.Open(Convert.FromHexString(hex)));
        var head = JournalHead.Read(ref reader, out var form);
        Assert.Equal((new JournalHead(300, 5, 2), hasChanges), (head, form.HasChanges));
        if (hasChanges) Assert.Equal(3, DeferredChanges.Read(ref reader).Changes.Count);
        var replay = new ListReplay();
        JournalEntryReader.Read(reader.Rest, form, head.Keyframe, replay);
        Assert.Equal(
            [(3, 10), (3, 12.5), (3, 15), (3, double.NaN), (4, 0.1), (4, Math.Sqrt(2)),
                (4, StaleMarker.Value), (4, 3), (9, 2.5), (9, double.NaN)],
            replay.Samples.Select(s => ((int)s.Id, s.Value)));
        Assert.Equal(
            [Start, Start + 15_000, Start + 30_000, Start + 45_000],
            replay.Samples.Take(4).Select(s => s.TimeMs));
    }

    [Fact]
    public void Truncations_OfSealedBlobs_AreAllRejected()
    {
        foreach (var (name, bytes) in Blobs().Where(b => b.Name.StartsWith("blob", StringComparison.Ordinal)))
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.False(Checksum.IsRight(bytes.AsSpan(0, length)), $"{name} cut to {length}");
                Assert.Throws<CorruptDataException>(() => Checksum.Open(bytes.AsSpan(0, length)).Length);
            }
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Blobs()
    {
        foreach (var (name, values) in Integers()) yield return ("integers-" + name, Integer(values));
        foreach (var (name, values) in Values()) yield return ("values-" + name, Value(values));
        var writer = new ByteWriter();
        HistogramColumn.Write(
            writer, [Histogram(3, [1, 2]), Histogram(5, [1, 4]), null, Histogram(5.5, [2.5, 3])]);
        yield return ("histograms", writer.ToArray());
        writer.Clear();
        long[] times = [Start, Start + 15_000, Start + 30_001];
        Chunk.WriteTimes(writer, times);
        Chunk.WriteValues(
            writer, new SampleColumns(times, [1, 2.5, 4], default, new long[] { 0, Start - 5, Start }));
        yield return ("chunk-with-starts", writer.ToArray());
        var row = new BlockRowWriter();
        row.Begin();
        row.Add(7, new SampleColumns(times, [1, 2, 3], default, default));
        row.Add(9, new SampleColumns(times, [1.5, 2.5, 0.5], default, default));
        row.Add(10, new SampleColumns(times.AsSpan(1), [8, 8], default, default));
        var bytes = row.Finish();
        yield return ("blob-row", bytes);
        var generation = new BlockGeneration(Start, 3, [RowEntry.Of(row, bytes.Length)]);
        yield return ("blob-directory", generation.Encode());
        foreach (var blob in Tables()) yield return blob;
        yield return ("blob-journal-entry", Entry(null));
        yield return ("blob-journal-entry-with-changes", Entry(
            new StoreBatch().Put("groups", [1, 2], [3, 4, 5]).Put("groups", [6], []).Delete("runs", [7])));
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Tables()
    {
        var batch = new StoreBatch();
        SeriesTable.Put(batch, [
            new HeadSeries(3, Labels.Of("__name__", "up", "job", "a")),
            new HeadSeries(4, Labels.Of("__name__", "up", "job", "b")),
            new HeadSeries(9, Labels.Of("__name__", "load")),
        ]);
        var metadata = new MetadataTable();
        metadata.Set("up", new MetricMetadata(MetricType.Gauge, "Whether it is up.", "bool"));
        metadata.Put(batch);
        new TombstoneTable().Put(batch, 9, Start, Start + 1000);
        foreach (var change in batch.Changes)
        {
            yield return ($"key-{change.Table}", change.Range.From);
            yield return ($"blob-{change.Table}", change.Value!);
        }
    }

    private static byte[] Entry(StoreBatch? changes)
    {
        var (plain, odd) = (JournalState.Unknown, JournalState.Unknown);
        var entry = new JournalEntryWriter();
        entry.Begin();
        long[] times = [Start, Start + 15_000, Start + 30_000, Start + 45_000];
        entry.Add(3, ref plain, 2, times, [10, 12.5, 15, double.NaN]);
        entry.Add(4, ref odd, 2, times, [0.1, Math.Sqrt(2), StaleMarker.Value, 3]);
        // Times of their own, and those of a series before.
        var (own, again) = (JournalState.Unknown, JournalState.Unknown);
        entry.Add(5, ref own, 2, [Start + 7_000], [1]);
        entry.Add(8, ref again, 2, times, [2, 2, 2, 3]);
        entry.AddOther(9, Start + 5, 2.5, null, Start - 60_000);
        entry.AddOther(9, Start + 6, double.NaN, Histogram(3, [1, 2]), 0);
        var writer = new ByteWriter();
        new JournalHead(300, 5, 2).Write(writer, changes is not null);
        if (changes is not null) DeferredChanges.Write(writer, changes);
        entry.Finish(writer);
        return Checksum.Seal(writer);
    }

    private static List<(string Name, long[] Values)> Integers() =>
    [
        ("none", []), ("one", [5]), ("constant", [5, 5, 5, 5]), ("steps", [0, 15, 30, 45]),
        ("range", Fill(40, i => i * 7919 % 13)),
        ("sums", Fill(40, i => i * (i + 1) / 2 * 3 + i * 5 % 3)),
        ("powers", Fill(40, i => 1L << (i * 7 % 11))),
        ("jitter", Fill(40, i => Start + i * 15_000 + i * 7 % 5 - 2)),
        ("walk", Fill(60, i => i * 37 % 101 - i * 53 % 89)),
        ("sparse", Fill(90, i => i / 23 * 5)),
        ("outliers", Fill(90, i => i % 40 == 17 ? 100_000 + i : 0)),
        ("drift", Fill(80, i => 1000 * i + (i % 9 == 0 ? i * 31 % 64 : i % 2))),
        ("tail", Fill(60, i => i * i * i % 97 * (i % 5 == 0 ? 9 : 1))),
        ("wide", [long.MinValue, 0, long.MaxValue]),
    ];

    private static List<(string Name, double[] Values)> Values() =>
    [
        ("whole", [1, 2, 4, 8]), ("decimal", [0.1, 0.25, 12.5, -3.75]),
        ("multiplied", [0.001 * 3, 0.001 * 7]),
        ("fractions", [0.125, 1.0 / 1024, 3.0 / 4096]),
        ("order", [Math.Sqrt(2), -Math.PI, 1e300, double.Epsilon]),
        ("special", [1, StaleMarker.Value, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0,
            BitConverter.UInt64BitsToDouble(0xfff8000000abcdef), 2]),
    ];

    private static long[] Fill(int count, Func<int, long> value) =>
        [.. Enumerable.Range(0, count).Select(value)];

    private static FloatHistogram Histogram(double count, double[] buckets) => new()
    {
        Schema = 1,
        Count = count,
        Sum = count * 2.5,
        ZeroThreshold = 0.001,
        ZeroCount = 0,
        PositiveSpans = [new HistogramSpan(-1, buckets.Length)],
        PositiveBuckets = buckets,
    };

    private static byte[] Integer(long[] values)
    {
        var writer = new ByteWriter();
        IntegerColumn.Write(writer, values);
        return writer.ToArray();
    }

    private static byte[] Value(double[] values)
    {
        var writer = new ByteWriter();
        ValueColumn.Write(writer, values);
        return writer.ToArray();
    }
}
