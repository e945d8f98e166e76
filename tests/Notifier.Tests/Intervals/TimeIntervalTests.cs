using System.Globalization;

namespace Hotaru.Notifier.Tests.Intervals;

public sealed class TimeIntervalTests
{
    private static readonly TimeInterval Always = new([], [], [], [], [], TimeZoneInfo.Utc);

    [Theory]
    [InlineData("2026-01-05T08:59:59Z", false)]
    [InlineData("2026-01-05T09:00:00Z", true)]
    [InlineData("2026-01-05T16:59:59Z", true)]
    [InlineData("2026-01-05T17:00:00Z", false)]
    public void Times_end_before_their_last_minute(string moment, bool holds) =>
        Assert.Equal(holds, (Always with { Minutes = [new(540, 1019)] }).Contains(At(moment)));

    [Theory]
    [InlineData("2026-02-28T12:00:00Z", true)]
    [InlineData("2026-02-27T12:00:00Z", false)]
    [InlineData("2024-02-28T12:00:00Z", false)]
    [InlineData("2024-02-29T12:00:00Z", true)]
    public void The_last_day_of_a_month_is_minus_one(string moment, bool holds) =>
        Assert.Equal(holds, (Always with { DaysOfMonth = [new(-1, -1)] }).Contains(At(moment)));

    [Fact]
    public void Days_that_a_short_month_does_not_have_never_hold()
    {
        var interval = Always with { DaysOfMonth = [new(30, 31)] };
        Assert.False(interval.Contains(At("2026-02-28T12:00:00Z")));
        Assert.True(interval.Contains(At("2026-04-30T12:00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-28T08:30:00Z", true)]
    [InlineData("2026-03-29T08:30:00Z", false)]
    [InlineData("2026-03-29T07:30:00Z", true)]
    public void Daylight_saving_moves_the_interval_with_its_zone(string moment, bool holds)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(holds, (Always with { Minutes = [new(540, 599)], Zone = berlin }).Contains(At(moment)));
    }

    [Fact]
    public void Every_part_that_is_given_must_hold()
    {
        var interval = Always with
        {
            Weekdays = [new(1, 5)],
            Months = [new(1, 1)],
            Years = [new(2026, 2026)]
        };
        Assert.True(interval.Contains(At("2026-01-05T00:00:00Z")));
        Assert.False(interval.Contains(At("2026-01-04T00:00:00Z")));
        Assert.False(interval.Contains(At("2026-02-02T00:00:00Z")));
        Assert.False(interval.Contains(At("2027-01-04T00:00:00Z")));
    }

    private static DateTimeOffset At(string moment) =>
        DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
