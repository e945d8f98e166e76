using System.Text;

namespace Hotaru.Exposition.Tests;

public sealed class TextScrapeParserTests
{
    [Theory]
    [InlineData("a 1", "a 1")]
    [InlineData("a 1\n", "a 1")]
    [InlineData("  a\t1  \n\n", "a 1")]
    [InlineData("a{} 1", "a 1")]
    [InlineData("a{b=\"c\"} 1 1520879607789", "a{b=\"c\"} 1 @1520879607789")]
    [InlineData("a{b=\"c\",} 1", "a{b=\"c\"} 1")]
    [InlineData("a { b = \"c\" , d=\"e\" } 1", "a{b=\"c\", d=\"e\"} 1")]
    [InlineData("a{b=\"c\" d=\"e\"} 1", "a{b=\"c\", d=\"e\"} 1")]
    [InlineData("{\"a.b\",c=\"d\"} 1", "{__name__=\"a.b\", c=\"d\"} 1")]
    [InlineData("{\"a\"} 1", "a 1")]
    [InlineData("{c=\"d\",\"a\"} 1", "a{c=\"d\"} 1")]
    [InlineData("a{\"b.c\"=\"d\"} 1", "a{\"b.c\"=\"d\"} 1")]
    [InlineData("a{b=\"\\\"\\\\\\n\\x\"} 1", "a{b=\"\\\"\\\\\\n\\\\x\"} 1")]
    [InlineData("a{b=\"x\ny\"} 1", "a{b=\"x\\ny\"} 1")]
    [InlineData("a nan\nb +Inf\nc -inf\nd infinity", "a NaN\nb +Inf\nc -Inf\nd +Inf")]
    [InlineData("a 1e3\nb .5\nc 5.\nd +5\ne -0\nf 1E-7", "a 1000\nb 0.5\nc 5\nd 5\ne -0\nf 1e-07")]
    [InlineData("a 0.1\nb 123456789012345678\nc 1.7976931348623157e308",
        "a 0.1\nb 1.2345678901234568e+17\nc 1.7976931348623157e+308")]
    [InlineData(":a:b 1", ":a:b 1")]
    [InlineData("# a comment\n#another\n#\n# HELPa x\n# TYPE\na 1", "a 1")]
    public void Good_bodies_are_read(string body, string expected) =>
        Assert.Equal(expected, Scraped.Text(body));

    [Fact]
    public void Metadata_comes_as_entries()
    {
        const string body =
            "# HELP a A\\\\B\\nC \\\"\n# TYPE a counter\n#\tTYPE b\tgauge\n# HELP c\n# HELP \"d e\" f\na 1";

        Assert.Equal(
            "Help a A\\B\nC \\\"\nType a Counter\nType b Gauge\nHelp c \nHelp d e f\na 1",
            Scraped.Text(body));
    }

    [Fact]
    public void Bucket_bounds_and_quantiles_are_written_in_one_form()
    {
        const string body = """
            # TYPE h histogram
            h_bucket{le="1"} 1
            h_bucket{le="+Inf"} 2
            # TYPE s summary
            s{quantile="0"} 1
            s{quantile="5e-1"} 1
            # TYPE g gauge
            g{le="1"} 1
            """;

        Assert.Equal(
            "Type h Histogram\nh_bucket{le=\"1.0\"} 1\nh_bucket{le=\"+Inf\"} 2\nType s Summary\n"
            + "s{quantile=\"0.0\"} 1\ns{quantile=\"0.5\"} 1\nType g Gauge\ng{le=\"1\"} 1",
                Scraped.Text(body));
    }

    [Theory]
    [InlineData("a", "line 1, column 2: expected a value, got the end of the body")]
    [InlineData("a 1\nb\nc 1", "line 2, column 2: expected a value, got the end of the line")]
    [InlineData("a 1\r\n", "line 1, column 3: \"1\\r\" is not a float")]
    [InlineData("a x", "line 1, column 3: \"x\" is not a float")]
    [InlineData("a 0x1F", "line 1, column 3: \"0x1F\" is not a float")]
    [InlineData("a 1_000", "line 1, column 3: \"1_000\" is not a float")]
    [InlineData("a 1e999", "line 1, column 3: \"1e999\" is not a float")]
    [InlineData("a +nan", "line 1, column 3: \"+nan\" is not a float")]
    [InlineData("a 1 -5",
        "line 1, column 5: expected a timestamp in whole milliseconds or the end of the line, got \"-5\"")]
    [InlineData("a 1 1.5", "line 1, column 6: expected the end of the line, got \".5\"")]
    [InlineData("a 1 1 1", "line 1, column 7: expected the end of the line, got \"1\"")]
    [InlineData("a 1 99999999999999999999",
        "line 1, column 5: "
        + "expected a timestamp in whole milliseconds or the end of the line, got \"99999999999999999999\"")]
    [InlineData("a{b=c} 1", "line 1, column 5: expected a label value in double quotes, got \"c} 1\"")]
    [InlineData("a{b=\"c} 1", "line 1, column 5: the quotes that open here are not closed")]
    [InlineData("a{b=\"é\",é=\"d\"} 1", "line 1, column 9: expected a label name, got \"é=\\\"d\\\"} 1\"")]
    [InlineData("a{,} 1", "line 1, column 3: expected a label name, got \",} 1\"")]
    [InlineData("a{b} 1", "line 1, column 4: expected = after the label name, got \"} 1\"")]
    [InlineData("a{b=\"c\"", "line 1, column 8: expected a label name, got the end of the body")]
    [InlineData("a{\"b\"} 1", "line 1, column 3: the metric has a name already")]
    [InlineData("{a=\"b\"} 1", "line 1, column 1: the metric has no name")]
    [InlineData("{} 1", "line 1, column 1: the metric has no name")]
    [InlineData("1a 1", "line 1, column 1: expected a metric name or a comment, got \"1a 1\"")]
    [InlineData("a{b=\"1\",b=\"2\"} 1", "line 1, column 1: label \"b\" comes twice")]
    [InlineData("a{__name__=\"b\"} 1", "line 1, column 1: label \"__name__\" comes twice")]
    [InlineData("# TYPE a boo", "line 1, column 10: \"boo\" is not a metric type")]
    [InlineData("# TYPE a  counter", "line 1, column 10: \" counter\" is not a metric type")]
    [InlineData("# TYPE a counter ", "line 1, column 10: \"counter \" is not a metric type")]
    [InlineData("# HELP 1 x", "line 1, column 8: expected a metric name after HELP, got \"1 x\"")]
    public void Bad_bodies_are_refused_with_the_place(string body, string expected)
    {
        var error = Assert.Throws<ExpositionException>(() => Scraped.Text(body));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        byte[] body = [.. "a{b=\""u8, 0xFF, .. "\"} 1"u8];
        var error = Assert.Throws<ExpositionException>(() => Scraped.Lines(body, ExpositionFormat.Text));
        Assert.Equal("line 1, column 5: the label value is not valid UTF-8", error.Message);
    }

    [Fact]
    public void Series_bytes_are_what_was_written_before_the_value()
    {
        var parser = ScrapeParser.For(ExpositionFormat.Text, "a  1\n\tb {c=\"d\"}\t2\n"u8.ToArray());

        Assert.True(parser.Next());
        Assert.Equal("a", Encoding.UTF8.GetString(parser.Series));
        Assert.True(parser.Next());
        Assert.Equal("b {c=\"d\"}", Encoding.UTF8.GetString(parser.Series));
        Assert.False(parser.Next());
    }
}
