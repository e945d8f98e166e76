using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Exposition.Tests;

public sealed class ProtobufScrapeParserTests
{
    private static readonly Exemplar Trace = new(Labels.Of("t", "1"), 0.5, 1500);

    private static readonly MetricFamily[] Families =
    [
        new("c_total", MetricType.Counter, "A counter.", "", [new ValueMetric(Labels.Of("a", "1"),
            2) { CreatedMs = 1234, Exemplar = Trace }]),
        new("g_bytes", MetricType.Gauge, "", "bytes", [new ValueMetric(Labels.Empty, double.NaN, 42)]),
        new("h", MetricType.Histogram, "", "", [new HistogramMetric(Labels.Of("z", "1"), 3, 4.5, [new(1, 1),
            new(2.5, 2, Trace)])]),
        new("s", MetricType.Summary, "", "", [new SummaryMetric(Labels.Empty, 2, 3.5, [(0.5, 1)])]),
        new("n", MetricType.Histogram, "", "",
        [
            new HistogramMetric(Labels.Empty, 1, 2, [new(1, 1)])
            {
                Native = new FloatHistogram { Schema = 0, Count = 1, Sum = 2, PositiveSpans = [new(1, 1)],
                    PositiveBuckets = [1] },
                Exemplars = [Trace],
            },
        ]),
        new("empty", MetricType.Gauge, "", "", []),
    ];

    [Fact]
    public void Families_become_samples_as_in_text()
    {
        Assert.Equal("""
            Help c_total A counter.
            Type c_total Counter
            c_total{a="1"} 2 # {t="1"} 0.5 1500 since 1234
            Help g_bytes 
            Unit g_bytes bytes
            Type g_bytes Gauge
            g_bytes NaN @42
            Help h 
            Type h Histogram
            h_count{z="1"} 3
            h_sum{z="1"} 4.5
            h_bucket{le="1.0", z="1"} 1
            h_bucket{le="2.5", z="1"} 2 # {t="1"} 0.5 1500
            h_bucket{le="+Inf", z="1"} 3
            Help s 
            Type s Summary
            s_count 2
            s_sum 3.5
            s{quantile="0.5"} 1
            Help n 
            Type n Histogram
            n h(count=1 sum=2) # {t="1"} 0.5 1500
            """, Scraped.Lines(Body(), ExpositionFormat.Protobuf, withStart: true));
    }

    [Fact]
    public void Classic_parts_come_where_they_are_asked_for()
    {
        var both = Scraped.Lines(
            Body(), ExpositionFormat.Protobuf, new ScrapeParserOptions(AlwaysClassicHistograms: true));
        var classic = Scraped.Lines(
            Body(), ExpositionFormat.Protobuf, new ScrapeParserOptions(IgnoreNativeHistograms: true));

        Assert.Contains("n h(count=1 sum=2) # {t=\"1\"} 0.5 1500\nn_count 1\nn_sum 2\nn_bucket{le=\"1.0\"} 1",
            both, StringComparison.Ordinal);
        Assert.EndsWith("n_bucket{le=\"+Inf\"} 1", classic, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_body_is_an_error_at_every_length()
    {
        var body = Body();
        var whole = new HashSet<int>();
        for (var length = 0; length <= body.Length; length++)
        {
            try
            {
                Scraped.Lines(body[..length], ExpositionFormat.Protobuf);
                whole.Add(length);
            }
            catch (ExpositionException)
            {
            }
        }

        // Good only between messages; the empty body is one of those places.
        Assert.Equal(Families.Length + 1, whole.Count);
    }

    private static byte[] Body()
    {
        var output = new ArrayBufferWriter<byte>();
        var type = new ExpositionType(ExpositionFormat.Protobuf, EscapingScheme.AllowUtf8);
        foreach (var family in Families) FamilyWriter.Write(family, type, output);
        output.Write((ReadOnlySpan<byte>)[7, 10, 5, .. "empty"u8]);
        return output.WrittenSpan.ToArray();
    }
}
