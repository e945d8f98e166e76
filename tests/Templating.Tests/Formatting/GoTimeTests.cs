using Xunit;

namespace Hotaru.Templating.Tests.Formatting;

public sealed class GoTimeTests
{
    private static readonly TimeValue Moment =
        new(new DateTimeOffset(2026, 3, 5, 14, 7, 9, 120, TimeSpan.FromHours(9)), "JST");

    [Theory]
    [InlineData("2006-01-02T15:04:05Z07:00", "2026-03-05T14:07:09+09:00")]
    [InlineData("2006-01-02T15:04:05.999999999Z07:00", "2026-03-05T14:07:09.12+09:00")]
    [InlineData("Mon, 02 Jan 2006 15:04:05 -0700", "Thu, 05 Mar 2026 14:07:09 +0900")]
    [InlineData("Monday 2 January 2006 3:04PM", "Thursday 5 March 2026 2:07PM")]
    [InlineData("15:04:05.000 MST", "14:07:09.120 JST")]
    [InlineData("_2 002 06 1", " 5 064 26 3")]
    public void A_layout_is_filled_as_in_Go(string layout, string expected) =>
        Assert.Equal(expected, GoTime.Format(Moment, layout));

    [Fact]
    public void A_time_prints_with_offset_and_zone()
    {
        Assert.Equal("2026-03-05 14:07:09.12 +0900 JST", Moment.ToString());
        Assert.Equal("1970-01-01 00:00:00 +0000 UTC", TemplateValue.Of(DateTimeOffset.UnixEpoch).ToString());
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1.5, "1.5s")]
    [InlineData(90, "1m30s")]
    [InlineData(3600, "1h0m0s")]
    [InlineData(-0.25, "-250ms")]
    [InlineData(0.0000015, "1.5µs")]
    [InlineData(90061, "25h1m1s")]
    public void A_duration_prints_as_in_Go(double seconds, string expected) =>
        Assert.Equal(expected, GoTime.Duration(TimeSpan.FromTicks((long)Math.Round(seconds * 1e7))));
}
