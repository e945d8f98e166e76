using System.Globalization;

namespace Hotaru.Jobs.Tests.Schedules;

public sealed class CronScheduleTests
{
    // Berlin: 2026-03-29 02:00 -> 03:00 (01:00 UTC), 2026-10-25 03:00 -> 02:00 (01:00 UTC).
    [Theory]
    [InlineData("*/5 * * * *", "UTC", "2026-01-01T00:00:00Z", "2026-01-01T00:05:00Z")]
    [InlineData("0 3 * * *", "UTC", "2026-01-01T03:00:00Z", "2026-01-02T03:00:00Z")]
    [InlineData("0 3 * * *", "Asia/Tokyo", "2026-01-01T00:00:00Z", "2026-01-01T18:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("0 3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("0 3 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("0 * * * *", "Australia/Lord_Howe", "2026-04-04T14:30:00Z", "2026-04-04T15:30:00Z")]
    [InlineData("0 12 * * 7", "UTC", "2026-01-01T00:00:00Z", "2026-01-04T12:00:00Z")]
    [InlineData("0 12 * * 5-7", "UTC", "2026-01-03T12:00:00Z", "2026-01-04T12:00:00Z")]
    [InlineData("@monthly", "UTC", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")]
    [InlineData("0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    public void Next_is_the_first_due_time(string expression, string zone, string after, string expected)
    {
        var schedule = CronSchedule.TryParse(expression, TimeZoneInfo.FindSystemTimeZoneById(zone), out _)!;
        Assert.Equal(At(expected), schedule.Next(At(after), null));
    }

    [Fact]
    public void A_fixed_time_is_due_once_a_day_over_a_year_of_daylight_saving()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var schedule = CronSchedule.TryParse("30 2 * * *", zone, out _)!;
        var days = new HashSet<DateTime>();
        for (var at = At("2026-01-01T00:00:00Z"); at.Year == 2026;)
        {
            at = schedule.Next(at, null)!.Value;
            Assert.True(days.Add(TimeZoneInfo.ConvertTime(at, zone).Date), $"{at} is a second time that day");
        }

        Assert.Equal(366, days.Count);
    }

    [Theory]
    [InlineData("* * * *", "a cron expression has five fields, this one has 4")]
    [InlineData("61 * * * *",
        "a field is out of its range or not understood (minute hour day month weekday)")]
    public void A_bad_expression_says_why(string expression, string expected)
    {
        Assert.Null(CronSchedule.TryParse(expression, TimeZoneInfo.Utc, out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void A_date_that_never_comes_has_no_next() =>
        Assert.Null(CronSchedule.TryParse("0 0 31 2 *", TimeZoneInfo.Utc, out _)!
            .Next(At("2026-01-01T00:00:00Z"), null));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
