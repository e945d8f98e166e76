using System.Buffers;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition.Tests;

/// <summary>
/// Whatever comes in, a parser yields entries or its own error, ends, and needs no more memory than the body
/// is worth. A failure prints the seed and the body.
/// </summary>
public sealed class MutatedBodiesTests
{
    private const int Rounds = 1000;

    private static readonly byte[] Text = """
        # HELP h A \\ B \n C
        # TYPE h histogram
        h_bucket{a="x\"y",le="1"} 2 1520879607789
        h_bucket{a="x\"y",le="+Inf"} 3
        h_sum{a="x\"y"} 7.5e-3
        h_count{a="x\"y"} 3
        # TYPE s summary
        s{quantile="0.5"} NaN
        s_count 1
        {"u.v",l="é"} -Inf

        """u8.ToArray();

    private static readonly byte[] OpenMetrics = """
        # HELP c Help.
        # TYPE c counter
        # UNIT c_s s
        c_total{a="b"} 1 1.5 # {t="x"} 0.5 2
        c_created{a="b"} 1
        g{x="y\n"} 2
        # EOF

        """u8.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_bodies_give_entries_or_the_parse_error(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            Play(ExpositionFormat.Text, Mutate(Text, random), seed);
            Play(ExpositionFormat.OpenMetrics, Mutate(OpenMetrics, random), seed);
            Play(ExpositionFormat.Protobuf, Mutate(Protobuf(), random), seed);
        }
    }

    [Fact]
    public void Random_bytes_give_entries_or_the_parse_error()
    {
        var random = new Random(7);
        foreach (var format in Enum.GetValues<ExpositionFormat>())
        {
            for (var round = 0; round < Rounds; round++)
            {
                var body = new byte[random.Next(64)];
                random.NextBytes(body);
                Play(format, body, 7);
            }
        }
    }

    [Theory]
    [InlineData(ExpositionFormat.Text)]
    [InlineData(ExpositionFormat.Protobuf)]
    public void A_length_that_promises_more_than_there_is_costs_nothing(ExpositionFormat format)
    {
        // Lengths near 2^31 and 2^63, and a native histogram whose one span claims two billion buckets.
        byte[][] bodies =
        [
            [0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            [20, 10, 1, 0x68, 24, 4, 34, 13, 58, 11, 8, 1, 98, 7, 8, 0, 16, 0xFF, 0xFF, 0xFF, 0x7F],
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var body in bodies) Play(format, body, 0);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    private static void Play(ExpositionFormat format, byte[] body, int seed)
    {
        try
        {
            Guard(() => Scraped.Lines(body, format, null, withStart: true));
            Guard(() => FamilyReader.Read(format, body, allowUtf8Names: true));
        }
        catch (Exception e)
        {
            Assert.Fail($"seed {seed}, {format}, {Convert.ToBase64String(body)}: {e}");
        }
    }

    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (ExpositionException e)
        {
            Assert.NotEmpty(e.What);
            Assert.True(e.Line > 0 ? e.Column > 0 : e.Column >= 0);
        }
    }

    private static byte[] Mutate(byte[] body, Random random)
    {
        var bytes = new List<byte>(body);
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.Insert(at, "\"\\\n{},= #\0"u8[random.Next(10)]); break;
                case 2: bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 9))); break;
                default: bytes.InsertRange(at, bytes.GetRange(0, random.Next(at + 1))); break;
            }

            if (bytes.Count == 0) bytes.Add((byte)random.Next(256));
        }

        return [.. bytes];
    }

    private static byte[] Protobuf()
    {
        var output = new ArrayBufferWriter<byte>();
        var families = FamilyReader.Read(ExpositionFormat.Text, Text, allowUtf8Names: true).Append(
            new MetricFamily("n", MetricType.Histogram, "", "",
            [
                new HistogramMetric(Labels.Of("a", "b"), 3, 2, [new(1, 1)])
                {
                    Native = new FloatHistogram
                    {
                        Count = 3, Sum = 2, PositiveSpans = [new(1, 2)], PositiveBuckets = [1, 2],
                    },
                },
            ]));
        var type = new ExpositionType(ExpositionFormat.Protobuf, EscapingScheme.AllowUtf8);
        FamilyWriter.Write(families, type, output);
        return output.WrittenSpan.ToArray();
    }
}
