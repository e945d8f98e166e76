namespace Hotaru.Indicator.Tests;

public sealed class DailyWindowTests
{
    [Theory]
    [InlineData("22:00-07:00", "23:30", true)]
    [InlineData("22:00-07:00", "06:59", true)]
    [InlineData("22:00-07:00", "07:00", false)]
    [InlineData("22:00-07:00", "12:00", false)]
    [InlineData("9:00 - 17:00", "09:00", true)]
    [InlineData("9:00 - 17:00", "17:00", false)]
    public void Contains_GoesOverMidnight(string window, string time, bool expected) =>
        Assert.Equal(expected, DailyWindow.Parse(window)!.Value.Contains(TimeOnly.Parse(time)));

    [Theory]
    [InlineData("")]
    [InlineData("22-7")]
    [InlineData("25:00-07:00")]
    [InlineData("22:00-22:00")]
    [InlineData("22:00")]
    public void What_is_no_window_is_null(string text) => Assert.Null(DailyWindow.Parse(text));
}
