using Hotaru.Model;
using Hotaru.Storage.Chunks;

namespace Hotaru.Storage.Tests.Chunks;

public sealed class ChunkTests
{
    private const long Start = 1_767_225_600_000;


    [Fact]
    public void RoundTrip_OfSeededColumns_IsBitExact()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (times, values) = Column(seed);
            var buffer = Read(Write(times, values));
            Assert.True(times.AsSpan().SequenceEqual(buffer.Timestamps), $"times of seed {seed}");
            for (var i = 0; i < values.Length; i++)
            {
                Assert.True(
                    BitConverter.DoubleToInt64Bits(values[i]) == BitConverter.DoubleToInt64Bits(
                        buffer.Values[i]),
                    $"value {i} of seed {seed}: {values[i]:R} became {buffer.Values[i]:R}");
            }
        }
    }

    [Fact]
    public void Truncations_AreAllRejected()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (times, values) = Column(seed);
            var bytes = Write(times, values);
            for (var length = 0; length < bytes.Length; length++)
            {
                var cut = bytes.AsSpan(0, length).ToArray();
                Assert.True(Rejects(cut), $"seed {seed} cut to {length} of {bytes.Length} bytes was taken");
            }
        }
    }

    [Fact]
    public void Damage_NeverThrowsAnythingElse()
    {
        var random = new Random(7);
        for (var seed = 0; seed < 60; seed++)
        {
            var (times, values) = Column(seed);
            var bytes = Write(times, values);
            for (var round = 0; round < 50; round++)
            {
                var bent = bytes.ToArray();
                bent[random.Next(bent.Length)] ^= (byte)(1 << random.Next(8));
                Rejects(bent);
            }
        }
    }

    [Fact]
    public void Counter_WithTwoDecimals_TakesAboutTheBitsOfItsSteps()
    {
        var random = new Random(1);
        var (times, values) = (new long[480], new double[480]);
        long hundredths = 12_345_678;
        for (var i = 0; i < 480; i++)
        {
            times[i] = Start + i * 15_000;
            values[i] = (hundredths += random.Next(1000, 1490)) / 100.0;
        }

        // 490 different steps are 8.94 bits; heads and times take some 24 bytes beside them.
        Assert.InRange(Write(times, values).Length, 480 * 8.9 / 8, 480 * 9.0 / 8 + 24);
    }

    [Fact]
    public void Histograms_ComeBackWhole()
    {
        FloatHistogram?[] histograms =
        [
            Histogram(10, 2, [1, 2, 3]), Histogram(14, 2, [1, 4, 5]), null, FloatHistogram.Stale(),
            Histogram(14.5, 0.25, [1, 4.5, 5]), Histogram(20, 1, [2, 5, 5, 7]),
        ];
        var writer = new ByteWriter();
        HistogramColumn.Write(writer, histograms);

        var reader = new ByteReader(writer.Written);
        var read = HistogramColumn.Read(ref reader, histograms.Length);

        Assert.True(reader.IsAtEnd);
        for (var i = 0; i < histograms.Length; i++)
        {
            Assert.Equal(histograms[i]?.PositiveBuckets, read[i]?.PositiveBuckets);
            Assert.Equal(histograms[i]?.PositiveSpans, read[i]?.PositiveSpans);
            Assert.Equal(histograms[i]?.Count, read[i]?.Count);
            Assert.Equal(histograms[i]?.IsStale, read[i]?.IsStale);
            Assert.Equal(histograms[i]?.CounterResetHint, read[i]?.CounterResetHint);
        }

        for (var length = 0; length < writer.Length; length++)
        {
            var cut = writer.Written[..length].ToArray();
            Assert.Throws<CorruptDataException>(() =>
            {
                var part = new ByteReader(cut);
                HistogramColumn.Read(ref part, histograms.Length);
            });
        }
    }

    private static FloatHistogram Histogram(double count, double zero, double[] buckets) => new()
    {
        Schema = 2,
        Count = count,
        ZeroCount = zero,
        ZeroThreshold = 1e-128,
        Sum = count / 3,
        CounterResetHint = CounterResetHint.NotReset,
        PositiveSpans = [new HistogramSpan(-3, buckets.Length)],
        PositiveBuckets = buckets,
    };

    internal static (long[] Times, double[] Values) Column(int seed)
    {
        var random = new Random(seed);
        var count = seed % 9 == 0 ? 1 + seed % 3 : 1 + random.Next(600);
        var (times, values) = (new long[count], new double[count]);
        var at = Start + random.Next(1_000_000);
        double level = random.Next(1_000_000);
        for (var i = 0; i < count; i++)
        {
            times[i] = at;
            at += random.Next(20) == 0
                ? random.Next(1, 100_000) : 15_000 + (seed % 4 == 0 ? random.Next(-3, 4) : 0);
            values[i] = (seed % 12) switch
            {
                0 => 42,
                1 => level += random.Next(500),
                2 => (level += random.Next(500)) / 100,
                3 => random.Next(3) * 0.1,
                4 => Math.Round(level += random.Next(-50, 50)) * 0.001,
                5 => random.NextDouble() * 1e-300,
                6 => BitConverter.Int64BitsToDouble(random.NextInt64()),
                7 => random.Next(40) == 0 ? random.Next(100) : 7,
                8 => level = random.Next(200) == 0 ? 0 : level + 4096 * random.Next(100),
                9 => 1.7e9 + i * 15 + random.NextDouble() * 0.01,
                10 => random.NextInt64() * (double)(1L << random.Next(60)),
                _ => -random.Next(1000) / 8.0,
            };
            if (seed % 5 == 1 && random.Next(15) == 0) values[i] = Special(random.Next(7));
        }

        return (times, values);
    }

    private static double Special(int kind) => kind switch
    {
        0 => StaleMarker.Value,
        1 => BitConverter.UInt64BitsToDouble(StaleMarker.NormalNaNBits),
        2 => double.PositiveInfinity,
        3 => double.NegativeInfinity,
        4 => -0.0,
        5 => BitConverter.UInt64BitsToDouble(0xfff8000000abcdef),
        _ => double.Epsilon,
    };

    private static byte[] Write(long[] times, double[] values)
    {
        var writer = new ByteWriter();
        Chunk.WriteTimes(writer, times);
        Chunk.WriteValues(writer, new SampleColumns(times, values, default, default));
        return writer.ToArray();
    }

    private static SampleBuffer Read(byte[] bytes)
    {
        var buffer = new SampleBuffer();
        Chunk.Read(bytes, buffer);
        return buffer;
    }

    private static bool Rejects(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return false;
        }
        catch (CorruptDataException)
        {
            return true;
        }
    }
}
