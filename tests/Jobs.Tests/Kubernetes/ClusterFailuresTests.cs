using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Kubernetes;

/// <summary>What goes wrong with jobs of clusters, each told on virtual time.</summary>
public sealed class ClusterFailuresTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_newer_success_closes_although_the_failed_object_remains()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: false, Minute);
        await story.PassUntilAsync(2);
        Assert.Equal("failed", story.Job.Word);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassAsync(Minute);
        var incident = Assert.Single(story.Incidents);
        Assert.Equal((IncidentState.Closed, TimeSpan.FromHours(1)), (incident.State, incident.Duration));
        await story.PassUntilAsync(3);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassAsync(Minute);
        Assert.Single(story.Incidents);
    }

    [Fact]
    public async Task Old_failed_objects_that_are_found_at_the_start_raise_no_alarm()
    {
        using var story = new ClusterStory();
        var failed = story.Start();
        story.Time.Advance(Minute);
        story.Fail(failed);
        story.Time.Advance(TimeSpan.FromDays(3));
        var succeeded = story.Start();
        story.Time.Advance(Minute);
        story.Succeed(succeeded);
        await story.LookAsync();
        Assert.Empty(story.Incidents);
        Assert.Equal(2, story.Board.Runs(story.Job.Labels).Count());
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task A_failed_object_that_outlived_every_success_is_known_to_be_made_good()
    {
        // successfulJobsHistoryLimit 0: only the failed object is left, and the CronJob's word.
        using var story = new ClusterStory();
        var failed = story.Start();
        story.Time.Advance(Minute);
        story.Fail(failed);
        story.Time.Advance(TimeSpan.FromHours(5));
        var succeeded = story.Start();
        story.Time.Advance(Minute);
        story.Succeed(succeeded);
        story.Delete(succeeded);
        await story.LookAsync();
        Assert.Empty(story.Incidents);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task Retries_that_end_in_success_do_not_alert()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        // Pods fail and are tried again for half an hour; the Job has no condition before it is complete.
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(30));
        await story.PassAsync(Minute);
        Assert.Empty(story.Incidents);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task A_job_that_never_succeeded_alerts()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: false, Minute);
        await story.PassAsync(Minute);
        var entry = Assert.Single(Assert.Single(story.Incidents).Entries);
        Assert.Equal((IncidentEntryKind.Failed, "the run failed with exit code 1"), (entry.Kind, entry.Text));
    }

    [Fact]
    public async Task A_job_that_is_never_scheduled_alerts()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(story.Incidents);
        await story.PassAsync(Minute);
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
    }

    [Fact]
    public async Task A_job_that_vanished_alerts_where_a_person_declared_it()
    {
        var declared = new JobModel(Labels.Of("job", "report", "namespace", "shop"))
        {
            Schedule = CronSchedule.TryParse("0 * * * *", TimeZoneInfo.Utc, out _),
        };
        using var story = new ClusterStory(declared: declared);
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassAsync(Minute);
        story.Cron = null;
        await story.PassUntilAsync(2.1);
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
    }

    [Fact]
    public async Task A_CronJob_that_is_deleted_is_not_waited_for_and_its_incident_stays()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: false, Minute);
        await story.PassAsync(Minute);
        story.Cron = null;
        await story.PassUntilAsync(5);
        var incident = Assert.Single(story.Incidents);
        Assert.Equal((true, 1), (incident.IsOpen, incident.Entries.Length));
        Assert.Null(story.Job.DueAt);
    }

    [Fact]
    public async Task A_run_shorter_than_a_look_is_known_by_its_CronJob()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        var run = story.Start();
        story.Succeed(run);
        story.Delete(run);
        await story.PassUntilAsync(1.5);
        Assert.Empty(story.Incidents);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task Overlapping_runs_are_told_apart_and_the_newest_one_counts()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        var slow = story.Start();
        await story.PassUntilAsync(2);
        var quick = story.Start();
        await story.PassAsync(Minute);
        Assert.Equal(2, story.Job.Running.Length);
        story.Succeed(quick);
        await story.PassAsync(Minute);
        story.Fail(slow);
        await story.PassAsync(Minute);
        Assert.Empty(story.Incidents);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task A_run_whose_node_died_is_too_long_and_then_failed()
    {
        using var story = new ClusterStory(
            options: new WorkloadOptions { LongestRun = TimeSpan.FromMinutes(20) });
        await story.PassUntilAsync(1);
        var run = story.Start();
        await story.PassAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(IncidentEntryKind.TooLong, Assert.Single(story.Incidents).Reason);
        story.Fail(run, exitCode: null);
        await story.PassAsync(Minute);
        Assert.Equal(2, Assert.Single(story.Incidents).Entries.Length);
    }

    [Fact]
    public async Task A_run_whose_object_was_deleted_under_way_is_given_up_without_a_verdict()
    {
        using var story = new ClusterStory(
            options: new WorkloadOptions { LongestRun = TimeSpan.FromMinutes(20) });
        await story.PassUntilAsync(1);
        var run = story.Start();
        await story.PassAsync(Minute);
        story.Delete(run);
        await story.PassUntilAsync(1.9);
        Assert.Empty(story.Incidents);
        Assert.Equal(RunOutcome.Abandoned, Assert.Single(story.Board.Runs(story.Job.Labels)).Outcome);
    }

    [Fact]
    public async Task A_suspended_job_is_not_judged_and_what_it_missed_is_not_held_against_it()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassAsync(Minute);
        story.Cron = story.Cron! with { IsSuspended = true };
        await story.PassUntilAsync(3.2);
        // Someone runs it by hand, and it fails while it is paused.
        await story.RunAsync(succeeds: false, Minute);
        await story.PassUntilAsync(7.5);
        Assert.Equal("paused", story.Job.Word);
        story.Cron = story.Cron with { IsSuspended = false };
        await story.PassUntilAsync(7.9);
        Assert.Empty(story.Incidents);
        await story.PassUntilAsync(8.1);
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
    }

    [Fact]
    public async Task What_is_due_while_a_run_goes_on_is_left_out_where_overlapping_is_forbidden()
    {
        using var story = new ClusterStory();
        story.Cron = story.Cron! with { ForbidsOverlap = true };
        await story.PassUntilAsync(1);
        var run = story.Start();
        await story.PassUntilAsync(3.5);
        story.Succeed(run);
        await story.PassAsync(Minute);
        Assert.Empty(story.Incidents);
    }

    [Fact]
    public async Task An_outage_of_the_API_leaves_jobs_as_they_were_and_what_was_due_in_it_unknown()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassUntilAsync(1.5);
        story.IsAway = true;
        await story.PassUntilAsync(2);
        Assert.Equal("succeeded", story.Job.Word);
        var unseen = story.Start();
        await story.PassUntilAsync(2.5);
        Assert.Equal("unknown", story.Job.Word);
        Assert.Empty(story.Incidents);
        story.Succeed(unseen);
        await story.PassUntilAsync(2.6);
        story.IsAway = false;
        await story.PassUntilAsync(2.7);
        Assert.Equal("succeeded", story.Job.Word);
        Assert.Empty(story.Incidents);
    }

    [Fact]
    public async Task What_did_not_start_during_an_outage_is_said_when_the_API_is_back()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        await story.RunAsync(succeeds: true, Minute);
        await story.PassUntilAsync(1.5);
        story.IsAway = true;
        await story.PassUntilAsync(2.5);
        Assert.Empty(story.Incidents);
        story.IsAway = false;
        await story.PassAsync(Minute);
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_a_run_opens_and_loses_nothing()
    {
        using var story = new ClusterStory();
        await story.PassUntilAsync(1);
        var run = story.Start();
        await story.PassAsync(Minute);
        story.Restart();
        await story.Board.TickAsync(CancellationToken.None);
        story.Time.Advance(TimeSpan.FromMinutes(5));
        story.Succeed(run);
        await story.LookAsync();
        Assert.Empty(story.Incidents);
        var known = Assert.Single(story.Board.Runs(story.Job.Labels));
        Assert.Equal((RunOutcome.Succeeded, TimeSpan.FromMinutes(6)), (known.Outcome, known.Duration));
        await story.PassUntilAsync(2.1);
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
    }

    [Fact]
    public async Task A_schedule_is_that_of_its_own_zone_however_it_is_written()
    {
        // 02:30 in Tokyo is 17:30 of the day before in UTC.
        foreach (var (schedule, zone) in new[]
        {
            ("30 2 * * *", "Asia/Tokyo"), ("TZ=Asia/Tokyo 30 2 * * *", ""),
        })
        {
            using var story = new ClusterStory(schedule);
            story.Cron = story.Cron! with { Zone = zone };
            await story.LookAsync();
            await story.PassAsync(Minute);
            Assert.Equal(ManualTime.DefaultStart.AddHours(17.5), story.Job.DueAt);
        }
    }

    [Fact]
    public async Task Annotations_of_the_CronJob_set_its_clocks()
    {
        using var story = new ClusterStory();
        story.Cron = story.Cron! with
        {
            Tuning = new Dictionary<string, string>
            {
                ["start-grace"] = "20m",
                ["failures-in-a-row"] = "2",
                ["owner"] = "ann",
            },
        };
        await story.PassUntilAsync(1.25);
        Assert.Equal(("ann", 2), (story.Job.Model.Owner, story.Job.Model.FailuresInARow));
        Assert.Empty(story.Incidents);
        await story.PassUntilAsync(1.4);
        Assert.Single(story.Incidents);
    }
}
