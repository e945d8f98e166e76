using System.Buffers;
using System.Text;
using Hotaru.Model;

namespace Hotaru.Exposition.Tests;

public sealed class TextFamilyReaderTests
{
    [Theory]
    [InlineData("m 1\n", "# TYPE m untyped\nm 1\n")]
    [InlineData("\n \n# remark\n#\n# TYPE m\n# TYPE\n#TYPE m counter\nm 1\n", "# TYPE m counter\nm 1\n")]
    [InlineData("# TYPE m GAUGE\nm{a=\"1\",} 1 \t5\n", "# TYPE m gauge\nm{a=\"1\"} 1 5\n")]
    [InlineData("m 1\n# HELP m A \\\\ B\\nC\n", "# HELP m A \\\\ B\\nC\n# TYPE m untyped\nm 1\n")]
    [InlineData("# TYPE m counter\n# HELP n x\n", "")]
    [InlineData("m nan\nm{a=\"\"} -Infinity\nm{a=\"b\"} -0\n",
        "# TYPE m untyped\nm NaN\nm{a=\"\"} -Inf\nm{a=\"b\"} 0\n")]
    [InlineData("{\"m\"} 1\n{\"m\",a=\"1\"} 2\nm{\"b\"=\"2\"} 3\n",
        "# TYPE m untyped\nm 1\nm{a=\"1\"} 2\nm{b=\"2\"} 3\n")]
    [InlineData("m{b=\"q\\\"\\\\\\n\",a=\"é\"}1e6\n",
        "# TYPE m untyped\nm{a=\"é\",b=\"q\\\"\\\\\\n\"} 1e+06\n")]
    public void Good_bodies_are_read(string body, string expected) => Assert.Equal(expected, RoundTrip(body));

    [Fact]
    public void Histograms_and_summaries_are_put_together()
    {
        const string body = """
            # TYPE h histogram
            h_bucket{x="1",le="1"} 2
            h_count{x="1"} 5
            h_bucket{x="1",le="5e-1"} 1
            h_sum{x="1"} 7.5
            # TYPE s summary
            s{quantile="0.5"} 3
            s_count 4
            s_sum 12

            """;

        Assert.Equal("""
            # TYPE h histogram
            h_bucket{x="1",le="1"} 2
            h_bucket{x="1",le="0.5"} 1
            h_bucket{x="1",le="+Inf"} 5
            h_sum{x="1"} 7.5
            h_count{x="1"} 5
            # TYPE s summary
            s{quantile="0.5"} 3
            s_sum 12
            s_count 4

            """, RoundTrip(body));
    }

    [Theory]
    [InlineData("m 1", "line 1, column 4: the body ends within a line; it must end with a newline")]
    [InlineData("# remark", "line 1, column 9: the body ends within a line; it must end with a newline")]
    [InlineData("m 1\r\n", "line 1, column 3: \"1\\r\" is not a float")]
    [InlineData("m 1 \n",
        "line 1, column 5: expected a timestamp in whole milliseconds, got the end of the line")]
    [InlineData("m 1 2 \n", "line 1, column 6: expected the end of the line after the timestamp, got \" \"")]
    [InlineData("m\n", "line 1, column 2: expected a value, got the end of the line")]
    [InlineData("m.n 1\n", "line 1, column 2: \".n\" is not a float")]
    [InlineData("a 1\n9 1\n", "line 2, column 1: expected a metric name, got \"9 1\"")]
    [InlineData("m{x-y=\"1\"} 1\n",
        "line 1, column 4: expected = after the label name, got \"-y=\\\"1\\\"} 1\"")]
    [InlineData("m{x=\"1\",x=\"2\"} 1\n", "line 1, column 9: label \"x\" comes twice")]
    [InlineData("m{__name__=\"n\"} 1\n", "line 1, column 3: the label name __name__ is reserved")]
    [InlineData("m{x=\"\\t\"} 1\n", "line 1, column 6: \\t is not an escape")]
    [InlineData("m{x=\"1\n\"} 1\n", "line 1, column 5: the label value is not closed in its line")]
    [InlineData("{\"n.o\"} 1\n", "line 1, column 1: \"n.o\" is not a valid metric name")]
    [InlineData("m{\"n.o\"=\"1\"} 1\n", "line 1, column 3: \"n.o\" is not a valid label name")]
    [InlineData("{x=\"1\"} 1\n", "line 1, column 1: the metric has no name")]
    [InlineData("# TYPE m gauge\n# TYPE m gauge\n",
        "line 2, column 10: a second TYPE line for \"m\", or TYPE behind its samples")]
    [InlineData("m 1\n# TYPE m gauge\n",
        "line 2, column 10: a second TYPE line for \"m\", or TYPE behind its samples")]
    [InlineData("# HELP m a\n# HELP m b\n", "line 2, column 10: a second HELP line for \"m\"")]
    [InlineData("# TYPE m metre\n", "line 1, column 10: expected a metric type, got \"metre\"")]
    [InlineData("# TYPE h histogram\n# TYPE h_count gauge\n",
        "line 2, column 16: a second TYPE line for \"h\", or TYPE behind its samples")]
    [InlineData("# TYPE h histogram\nh_bucket{le=\"x\"} 1\n",
        "line 2, column 1: the label le must be a float, not \"x\"")]
    [InlineData("# TYPE m-n gauge\n",
        "line 1, column 8: expected a metric name after TYPE, got \"m-n gauge\"")]
    public void Bad_bodies_are_refused_with_the_place(string body, string expected)
    {
        var error = Assert.Throws<ExpositionException>(() => RoundTrip(body));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Utf8_names_are_taken_where_they_are_allowed()
    {
        var families = FamilyReader.Read(
            ExpositionFormat.Text, "{\"n.o\",\"l.m\"=\"1\"} 1\n"u8.ToArray(), allowUtf8Names: true);

        var family = Assert.Single(families);
        Assert.Equal("n.o", family.Name);
        Assert.Equal(Labels.Of("l.m", "1"), family.Metrics[0].Labels);
    }

    private static string RoundTrip(string body)
    {
        var families = FamilyReader.Read(ExpositionFormat.Text, Encoding.UTF8.GetBytes(body));
        var output = new ArrayBufferWriter<byte>();
        FamilyWriter.Write(families, ExpositionType.Text, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
