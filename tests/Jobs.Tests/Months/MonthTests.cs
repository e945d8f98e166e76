using Hotaru.Jobs.Tests.Board;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Months;

public sealed class MonthTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 30, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Runs_count_in_the_month_they_end_in_and_incidents_in_every_month_they_touch()
    {
        using var story = new JobStory(JobStory.Named("backup"), time: new ManualTime(Start));
        await story.SayAsync(JobSignalKind.Succeeded, "1");
        await story.PassUntilAsync(Start.AddDays(1));
        await story.SayAsync(JobSignalKind.Failed, "2");
        await story.PassUntilAsync(Start.AddDays(3));
        await story.SayAsync(JobSignalKind.Failed, "3");
        await story.PassUntilAsync(Start.AddDays(4));

        // While it is open, the month that goes on has it so far.
        Assert.Equal(TimeSpan.FromDays(2), Assert.Single(story.Board.Month(202602)).Incident);
        await story.SayAsync(JobSignalKind.Succeeded, "4");

        var january = Assert.Single(story.Board.Month(202601));
        Assert.Equal((2, 1, TimeSpan.FromDays(1)), (january.Runs, january.Failures, january.Incident));
        Assert.Equal(0.5, january.Availability, 6);
        var february = Assert.Single(story.Board.Month(202602));
        Assert.Equal((2, 1, TimeSpan.FromDays(2)), (february.Runs, february.Failures, february.Incident));
        Assert.Equal(0, february.Availability, 6);
        Assert.Empty(story.Board.Month(202512));

        using var after = new JobStory(story.Model, story.Store, story.Time);
        Assert.Equal(january, Assert.Single(after.Board.Month(202601)));
        Assert.Equal(february, Assert.Single(after.Board.Month(202602)));
    }

    [Fact]
    public async Task What_is_told_twice_counts_once_and_what_is_told_late_counts_where_it_belongs()
    {
        using var story = new JobStory(JobStory.Named("backup"), time: new ManualTime(Start));
        await story.SayAsync(JobSignalKind.Succeeded, "1");
        await story.PassUntilAsync(Start.AddDays(3));
        await story.SayAsync(JobSignalKind.Succeeded, "2");
        await story.SayAsync(JobSignalKind.Succeeded, "2");
        await story.SayAsync(JobSignalKind.Failed, "late", at: Start.AddHours(1));
        Assert.Equal((2, 1), Of(story, 202601));
        Assert.Equal((1, 0), Of(story, 202602));
        Assert.Empty(story.Incidents);
    }

    private static (int Runs, int Failures) Of(JobStory story, int month)
    {
        var report = Assert.Single(story.Board.Month(month));
        return (report.Runs, report.Failures);
    }
}
