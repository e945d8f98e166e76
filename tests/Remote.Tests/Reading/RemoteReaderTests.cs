using System.IO.Pipelines;
using Hotaru.Model;
using Hotaru.Remote.Tests.Receiving;
using Hotaru.Testing;
using IronSnappy;

namespace Hotaru.Remote.Tests.Reading;

public sealed class RemoteReaderTests
{
    private readonly MemorySeries _series = new();

    [Fact]
    public void Series_that_match_come_with_their_samples_and_external_labels()
    {
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 1000, 1);
        _series.Add(Labels.Of("__name__", "up", "job", "a"), 2000, 0);
        _series.Add(Labels.Of("__name__", "up", "job", "b"), 1000, 1);
        var request = new ProtoBytes().Message(1, q => q.Varint(1, 0).Varint(2, 1500)
            .Message(3, m => m.Text(2, "__name__").Text(3, "up"))
            .Message(3, m => m.Varint(1, 2).Text(2, "job").Text(3, "a|x"))
            .Message(3, m => m.Text(2, "site").Text(3, "home")));
        var expected = new ProtoBytes().Message(1, r => r.Message(1, s => s
            .Message(1, l => l.Text(1, "__name__").Text(2, "up"))
            .Message(1, l => l.Text(1, "job").Text(2, "a"))
            .Message(1, l => l.Text(1, "site").Text(2, "home"))
            .Message(2, v => v.Double(1, 1).Varint(2, 1000)))).ToArray();
        Assert.Equal(
            expected, Snappy.Decode(Read(request)).ToArray());
    }

    [Fact]
    public void Rubbish_and_regular_expressions_that_are_none_are_refused()
    {
        var request =
            new ProtoBytes().Message(1, q => q.Message(3, m => m.Varint(1, 2).Text(2, "job").Text(3, "(")));
        Assert.Throws<FormatException>(() => Read(request));
        Assert.Throws<FormatException>(() => Reader().Parse([0xFF]));
        Assert.Throws<FormatException>(() => Reader().Parse(Snappy.Encode(new byte[2 << 20])));
        var unknown = new ProtoBytes().Varint(2, 7).ToArray();
        Assert.Throws<FormatException>(() => Reader().Parse(Snappy.Encode(unknown)));
    }

    [Fact]
    public async Task A_stream_of_chunks_holds_the_very_samples()
    {
        var random = new Random(7);
        var labels = Labels.Of("__name__", "m", "job", "a");
        double[] special = [0, -0.0, double.NaN, double.PositiveInfinity, 1e-300, StaleMarker.Value, 5, 5, 5];
        long timestampMs = 1_700_000_000_000;
        for (var i = 0; i < 1000; i++)
        {
            _series.Add(labels, timestampMs, i < special.Length ? special[i] : random.NextDouble() * i);
            timestampMs += i % 50 == 0 ? random.NextInt64(1, 1L << 33) : 15_000 + random.Next(-20, 20);
        }

        var frames = await StreamAsync(new ProtoBytes()
            .Message(1, q => q.Varint(1, 0).Varint(2, 0))
            .Message(1, q => q.Varint(1, 0).Varint(2, long.MaxValue))
            .Packed(2, 1, 0));
        var frame = Assert.Single(frames);
        Assert.Equal(1, frame.Query);
        Assert.Equal(labels.With("site", "home"), frame.Labels);
        Assert.Equal(9, frame.Chunks.Count);
        Assert.Equal(
            _series.Samples(labels).Select(s => (s.TimestampMs, BitConverter.DoubleToInt64Bits(s.Value))),
            frame.Chunks.SelectMany(c => XorReader.Read(c.Data))
                .Select(s => (s.TimestampMs, BitConverter.DoubleToInt64Bits(s.Value))));
    }

    [Fact]
    public async Task Histograms_and_floats_of_one_series_are_chunks_of_their_own()
    {
        var labels = Labels.Of("__name__", "h");
        _series.Add(labels, 1000, 1);
        _series.Add(labels, 2000, new FloatHistogram
        {
            Schema = 3,
            Count = 3,
            Sum = 4,
            ZeroThreshold = 0.5,
            PositiveSpans = [new HistogramSpan(-2, 1)],
            PositiveBuckets = [3],
        });
        _series.Add(labels, 3000, 2);
        var frame = Assert.Single(await StreamAsync(
            new ProtoBytes().Message(1, q => q.Varint(2, 9000)).Varint(2, 1)));
        Assert.Equal([1UL, 3, 1], frame.Chunks.Select(c => c.Type));
        // Count 1, header, threshold 2^-1, then schema 3 (10 011), one span (10 001) of length 1 (10 001) at
        // -2 (10 110), no negative span (0), time 2000 (11110 and 12 bits), count, zero count, sum, bucket.
        var data = frame.Chunks[1].Data;
        Assert.Equal([0, 1, 0, 243, 0b10011100, 0b01100011, 0b01100111, 0b10011111], data[..8]);
        Assert.Equal((32 + 38 + 4 * 64 + 7) / 8, data.Length);
    }

    private byte[] Read(ProtoBytes request) =>
        Reader().Samples(Reader().Parse(Snappy.Encode(request.ToArray())), CancellationToken.None);

    private async Task<List<ChunkFrame>> StreamAsync(ProtoBytes request)
    {
        var parsed = Reader().Parse(Snappy.Encode(request.ToArray()));
        Assert.True(parsed.IsStreamed);
        using var stream = new MemoryStream();
        await Reader().StreamAsync(parsed, PipeWriter.Create(stream), CancellationToken.None);
        return ChunkFrame.ReadAll(stream.ToArray());
    }

    private RemoteReader Reader() => new(_series, () => Labels.Of("site", "home"));
}
