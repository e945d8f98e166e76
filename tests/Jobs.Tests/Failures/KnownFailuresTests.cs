using Hotaru.Jobs.Tests.Board;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Failures;

/// <summary>What has gone wrong for users of others, each told on virtual time.</summary>
public sealed class KnownFailuresTests
{
    private static readonly DateTimeOffset Midnight = ManualTime.DefaultStart;

    [Theory]
    [InlineData(10)]
    [InlineData(60 * 24 * 21)]
    [InlineData(-60 * 24 * 21)]
    public async Task A_clock_that_steps_misses_no_job_and_locks_nothing_out(int minutes)
    {
        using var story = new JobStory(JobStory.Hourly("report"));
        using var clock = new JobClock(story) { IsTimeTrusted = true };
        await story.SayAsync(JobSignalKind.Started);
        await story.SayAsync(JobSignalKind.Succeeded, exitCode: 0);
        await clock.PassAsync(TimeSpan.FromMinutes(20));

        clock.IsTimeTrusted = false;
        story.Time.Step(TimeSpan.FromMinutes(minutes));
        await clock.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(story.Incidents);
        clock.IsTimeTrusted = true;
        await clock.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(story.Incidents);

        // It is watched again: the next due time that passes unheard is said.
        await story.SayAsync(JobSignalKind.Succeeded);
        await clock.PassAsync(TimeSpan.FromHours(3));
        Assert.Equal("late", story.Job.Word);
        await story.SayAsync(JobSignalKind.Succeeded);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task Daylight_saving_is_that_of_the_jobs_own_zone()
    {
        // Berlin skips 02:00 to 03:00 on 29 March 2026; 02:30 is due at the skip, 01:00 UTC. Tokyo does not.
        var start = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);
        foreach (var (zone, due) in new[] { ("Europe/Berlin", 13.0), ("Asia/Tokyo", 5.5) })
        {
            var model = JobStory.Named("backup") with
            {
                Schedule = CronSchedule.TryParse(
                    "30 2 * * *", TimeZoneInfo.FindSystemTimeZoneById(zone), out _),
            };
            using var story = new JobStory(model, time: new ManualTime(start));
            await story.SayAsync(JobSignalKind.Started);
            await story.SayAsync(JobSignalKind.Succeeded);
            await story.PassUntilAsync(start.AddHours(due).AddMinutes(1));
            Assert.Empty(story.Incidents);
            await story.PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(start.AddHours(due).AddMinutes(1), Assert.Single(story.Incidents).OpenedAt);
        }
    }

    [Fact]
    public async Task A_push_that_is_seconds_late_is_not_down()
    {
        using var story = new JobStory(JobStory.Named("sync") with
        {
            Schedule = new PeriodSchedule(TimeSpan.FromHours(1)),
        });
        for (var run = 0; run < 5; run++)
        {
            await story.SayAsync(JobSignalKind.Succeeded);
            await story.PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(20));
        }

        Assert.Empty(story.Incidents);
    }

    [Fact]
    public async Task A_newer_success_closes_although_word_of_the_failed_run_comes_again()
    {
        using var story = new JobStory(JobStory.Named("import"));
        await story.SayAsync(JobSignalKind.Failed, "old");
        await story.PassAsync(TimeSpan.FromMinutes(10));
        await story.SayAsync(JobSignalKind.Succeeded, "new");
        await story.SayAsync(JobSignalKind.Failed, "old");
        Assert.Equal("succeeded", story.Job.Word);
        Assert.Equal(IncidentState.Closed, Assert.Single(story.Incidents).State);
    }

    [Fact]
    public async Task Retries_that_end_in_success_open_nothing()
    {
        using var story = new JobStory(JobStory.Named("import") with { FailuresInARow = 4 });
        for (var run = 0; run < 10; run++)
        {
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                await story.SayAsync(JobSignalKind.Failed, $"{run}.{attempt}");
                await story.PassAsync(TimeSpan.FromMinutes(1));
            }

            await story.SayAsync(JobSignalKind.Succeeded, $"{run}.4");
            await story.PassAsync(TimeSpan.FromHours(1));
        }

        Assert.Empty(story.Incidents);
        Assert.Empty(story.Sink.Reports.SelectMany(r => r.Alerts));
    }

    [Fact]
    public async Task A_job_that_never_succeeded_never_started_or_vanished_is_said()
    {
        using var never = new JobStory(JobStory.Named("never"));
        await never.SayAsync(JobSignalKind.Failed);
        Assert.Single(never.Incidents);

        using var unscheduled = new JobStory(JobStory.Hourly("unscheduled"));
        await unscheduled.PassAsync(TimeSpan.FromHours(2));
        Assert.Single(unscheduled.Incidents);

        using var vanished = new JobStory(JobStory.Hourly("vanished"));
        await vanished.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        await vanished.PassAsync(TimeSpan.FromDays(2));
        Assert.Equal("late", vanished.Job.Word);
        Assert.Single(vanished.Incidents);
    }

    [Fact]
    public async Task A_job_shorter_than_any_scrape_is_seen_whole()
    {
        using var story = new JobStory(JobStory.Named("blink"));
        await story.SayAsync(JobSignalKind.Started, "1");
        story.Time.Advance(TimeSpan.FromMilliseconds(40));
        await story.SayAsync(JobSignalKind.Failed, "1", exitCode: 9);
        var run = Assert.Single(story.Board.Runs(story.Model.Labels));
        Assert.Equal((TimeSpan.FromMilliseconds(40), 9), (run.Duration, run.ExitCode));
        Assert.Single(story.Incidents);
    }

    [Fact]
    public async Task Overlapping_runs_keep_their_own_starts_and_ends()
    {
        using var story = new JobStory(JobStory.Named("import"));
        await story.SayAsync(JobSignalKind.Started, "a");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        await story.SayAsync(JobSignalKind.Started, "b");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        await story.SayAsync(JobSignalKind.Failed, "a");
        Assert.Equal("b", Assert.Single(story.Job.Running).Id);
        await story.PassAsync(TimeSpan.FromMinutes(1));
        await story.SayAsync(JobSignalKind.Succeeded, "b");
        Assert.Equal(
            [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)],
            story.Board.Runs(story.Model.Labels).Select(r => r.Duration!.Value));
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task A_host_that_died_after_the_start_is_noticed_by_its_silence()
    {
        using var story = new JobStory(JobStory.Named("backup"));
        var beat = TimeSpan.FromSeconds(15);
        await story.SayAsync(JobSignalKind.Started, "1", beat: beat);
        for (var i = 0; i < 40; i++)
        {
            await story.PassAsync(beat);
            await story.SayAsync(JobSignalKind.Log, "1", beat: beat);
        }

        Assert.Equal("running", story.Job.Word);
        await story.PassAsync(TimeSpan.FromMinutes(5));
        var incident = Assert.Single(story.Incidents);
        Assert.Equal((IncidentEntryKind.NoData, IncidentState.Unknown), (incident.Reason, incident.State));
        Assert.Equal("unknown", story.Job.Word);

        // It is started again on another machine: the silent run is given up.
        await story.SayAsync(JobSignalKind.Started, "2", beat: beat);
        Assert.Equal("2", Assert.Single(story.Job.Running).Id);
        await story.SayAsync(JobSignalKind.Succeeded, "2");
        Assert.Equal(IncidentState.Closed, Assert.Single(story.Incidents).State);
        Assert.Contains(
            story.Board.Runs(story.Model.Labels), r => r.Id == "1" && r.Outcome == RunOutcome.Abandoned);
    }

    [Fact]
    public async Task Silence_while_nobody_listened_is_no_death()
    {
        using var story = new JobStory(JobStory.Named("backup"));
        await story.SayAsync(JobSignalKind.Started, "1", beat: TimeSpan.FromSeconds(15));
        var down = story.Time.GetUtcNow();
        story.Time.Advance(TimeSpan.FromHours(1));
        await story.Board.SkipAsync(down, default);
        await story.Board.TickAsync(default);
        Assert.Empty(story.Incidents);
        await story.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Single(story.Incidents);
    }

    [Fact]
    public async Task A_fail_ping_while_paused_is_kept_and_opens_nothing()
    {
        using var story = new JobStory(JobStory.Hourly("backup") with { IsPaused = true });
        await story.SayAsync(JobSignalKind.Failed, exitCode: 1);
        await story.PassAsync(TimeSpan.FromDays(1));
        Assert.Empty(story.Incidents);
        Assert.Equal("paused", story.Job.Word);
        Assert.Single(story.Board.Runs(story.Model.Labels));
    }
}
