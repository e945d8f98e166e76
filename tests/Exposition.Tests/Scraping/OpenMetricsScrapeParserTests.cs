using System.Text;

namespace Hotaru.Exposition.Tests;

public sealed class OpenMetricsScrapeParserTests
{
    [Theory]
    [InlineData("# EOF", "")]
    [InlineData("a 1\n# EOF\n", "a 1")]
    [InlineData("a{b=\"c\"} 1 1.5\n# EOF", "a{b=\"c\"} 1 @1500")]
    [InlineData("a{b=\"c\",} 1 -1\n# EOF", "a{b=\"c\"} 1 @-1000")]
    [InlineData("{\"a.b\",c=\"d\"} 1\n# EOF", "{__name__=\"a.b\", c=\"d\"} 1")]
    [InlineData("a_total 1 # {t=\"x\"} 0.5\n# EOF", "a_total 1 # {t=\"x\"} 0.5 ")]
    [InlineData("a_total 1 2 # {t=\"x\",u=\"\\n\"} 0.5 1.25\n# EOF",
        "a_total 1 @2000 # {t=\"x\", u=\"\\n\"} 0.5 1250")]
    [InlineData("a 1 # {} 2\n# EOF", "a 1 # {} 2 ")]
    [InlineData("# HELP a \\\"x\\\" \\n\n# TYPE a info\n# UNIT a_s s\n# UNIT b \n# EOF\n",
        "Help a \"x\" \n\nType a Info\nUnit a_s s\nUnit b ")]
    public void Good_bodies_are_read(string body, string expected) =>
        Assert.Equal(expected, Scraped.Text(body, ExpositionFormat.OpenMetrics));

    [Theory]
    [InlineData("", "line 1, column 1: the body does not end with # EOF")]
    [InlineData("a 1", "line 1, column 4: the body does not end with # EOF")]
    [InlineData("a 1\n", "line 2, column 1: the body does not end with # EOF")]
    [InlineData("\n# EOF", "line 1, column 1: expected a metric name or # EOF, got the end of the line")]
    [InlineData("# EOF\n\n", "line 2, column 1: there is more behind # EOF")]
    [InlineData("# EOFa\n", "line 1, column 6: there is more behind # EOF")]
    [InlineData("# comment\n# EOF",
        "line 1, column 1: expected # HELP, # TYPE, # UNIT or # EOF, got \"# comment\"")]
    [InlineData("a  1\n# EOF", "line 1, column 3: expected a value, got \" 1\"")]
    [InlineData("a 1 \n# EOF", "line 1, column 5: expected a timestamp, got the end of the line")]
    [InlineData(" a 1\n# EOF", "line 1, column 1: expected a metric name or # EOF, got \" a 1\"")]
    [InlineData("a{ b=\"c\"} 1\n# EOF", "line 1, column 3: expected a label name, got \" b=\\\"c\\\"} 1\"")]
    [InlineData("a{b=\"c\" d=\"e\"} 1\n# EOF",
        "line 1, column 8: expected a comma or } after the label value, got \" d=\\\"e\\\"} 1\"")]
    [InlineData("a{b=\"c\nd\"} 1\n# EOF", "line 1, column 5: the quotes that open here are not closed")]
    [InlineData("a 1 NaN\n# EOF", "line 1, column 5: a timestamp must be a finite number of seconds")]
    [InlineData("a 1 # {t=\"x\"}\n# EOF",
        "line 1, column 14: expected a blank and the exemplar's value, got the end of the line")]
    [InlineData("a 1 # {\"t\"} 1\n# EOF", "line 1, column 11: expected = after the label name, got \"} 1\"")]
    [InlineData("a 1 #x\n# EOF", "line 1, column 5: \"#x\" is not a timestamp in seconds")]
    [InlineData("# TYPE a untyped\n# EOF", "line 1, column 10: \"untyped\" is not a metric type")]
    [InlineData("# HELP a\n# EOF",
        "line 1, column 9: expected a blank after the metric name, got the end of the line")]
    [InlineData("# UNIT a_ss s\n# EOF", "line 1, column 13: the name \"a_ss\" does not end with its unit")]
    public void Bad_bodies_are_refused_with_the_place(string body, string expected)
    {
        var error = Assert.Throws<ExpositionException>(() => Scraped.Text(body,
            ExpositionFormat.OpenMetrics));
        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Start_timestamps_come_from_created_lines_wherever_they_stand()
    {
        const string body = """
            # TYPE c counter
            c_total{a="1"} 1
            c_total{a="2"} 2
            c_created{a="1"} 1.5
            c_created{a="2"} 2.5
            # TYPE h histogram
            h_created 3
            h_bucket{le="1"} 1
            h_bucket{le="+Inf"} 1
            h_count 1
            h_sum 1
            # TYPE g gauge
            g 1
            g_created 1
            # EOF
            """;

        var skipped = Scraped.Lines(
            Encoding.UTF8.GetBytes(body), ExpositionFormat.OpenMetrics,
            new ScrapeParserOptions(SkipCreatedSeries: true), withStart: true);

        Assert.Equal("""
            Type c Counter
            c_total{a="1"} 1 since 1500
            c_total{a="2"} 2 since 2500
            Type h Histogram
            h_bucket{le="1.0"} 1 since 3000
            h_bucket{le="+Inf"} 1 since 3000
            h_count 1 since 3000
            h_sum 1 since 3000
            Type g Gauge
            g 1
            g_created 1
            """, skipped);
    }
}
