using Hotaru.Model;
using Xunit;

namespace Hotaru.Rules.Tests.UnitTests;

public sealed class SeriesNotationTests
{
    [Theory]
    [InlineData("1 2 3", "1 2 3")]
    [InlineData("1+2x3", "1 3 5 7")]
    [InlineData("-1-2x2", "-1 -3 -5")]
    [InlineData("5x2", "5 5 5")]
    [InlineData("1 _ 2 _x2 3", "1 _ 2 _ _ 3")]
    [InlineData("stale 1 stalex1", "stale 1 stale stale")]
    [InlineData("NaN Inf -Inf +Inf 1e3 .5 1e-3+1e-3x1", "NaN +Inf -Inf +Inf 1000 0.5 0.001 0.002")]
    [InlineData("  1   2  ", "1 2")]
    [InlineData("", "")]
    [InlineData("{{count:2 sum:3 buckets:[1 1]}} {{}}x1", "{{count:2 sum:3 buckets:[1 1]}} {{}} {{}}")]
    [InlineData("{{count:1 buckets:[1]}}+{{count:2 buckets:[2]}}x2",
        "{{count:1 buckets:[1]}} {{count:3 buckets:[3]}} {{count:5 buckets:[5]}}")]
    [InlineData("{{schema:1 offset:-2 z_bucket:3 z_bucket_w:0.5 n_buckets:[0 4] counter_reset_hint:gauge}}",
        "{{schema:1 z_bucket:3 z_bucket_w:0.5 counter_reset_hint:gauge n_offset:1 n_buckets:[4]}}")]
    public void Values_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SeriesNotation.Values(text).Select(Show)));

    [Theory]
    [InlineData("1x")]
    [InlineData("1+2")]
    [InlineData("abc")]
    [InlineData("1xx2")]
    [InlineData("{{nonsense:1}}")]
    [InlineData("{{schema:a}}")]
    [InlineData("{{count:1")]
    public void What_is_no_value_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SeriesNotation.Values(text));

    [Fact]
    public void A_series_is_a_selector_of_equalities()
    {
        Assert.Equal(Labels.Of("__name__", "up", "job", "a b"), SeriesNotation.Series("up{job=\"a b\"}"));
        Assert.Equal(Labels.Empty, SeriesNotation.Series("{}"));
        Assert.Throws<FormatException>(() => SeriesNotation.Series("up{job=~\"a\"}"));
    }

    private static string Show(SeriesValue value) => value.IsOmitted ? "_"
        : value.Histogram is not null ? HistogramNotation.Write(value.Histogram)
        : StaleMarker.Is(value.Value) ? "stale" : GoFloat.Fixed(value.Value);
}
