using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Board;

public sealed class IncidentTests
{
    private static readonly DateTimeOffset Midnight = ManualTime.DefaultStart;

    [Fact]
    public async Task Five_failures_are_one_incident_that_the_next_success_closes_with_its_duration()
    {
        using var story = new JobStory(JobStory.Hourly("report"));
        await story.PassUntilAsync(Midnight.AddHours(1));
        for (var hour = 1; hour <= 5; hour++)
        {
            await story.RunAsync(succeeds: false, TimeSpan.FromMinutes(10));
            Assert.Equal("failed", story.Job.Word);
            await story.PassUntilAsync(Midnight.AddHours(hour + 1));
        }

        Assert.True(await story.Board.Incidents.NoteAsync(
            story.Job.Incident!.Id, "ann", "the disk is full", default));
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(10));

        var incident = Assert.Single(story.Incidents);
        Assert.Equal(IncidentState.Closed, incident.State);
        Assert.Equal(5, incident.Entries.Count(e => e.Kind == IncidentEntryKind.Failed));
        Assert.Equal("the disk is full", incident.Entries.Single(e => e.Kind == IncidentEntryKind.Note).Text);
        Assert.Equal(TimeSpan.FromHours(5), incident.Duration);
        Assert.Equal("succeeded", story.Job.Word);
    }

    [Fact]
    public async Task An_incident_is_one_alert_from_its_opening_to_its_closing()
    {
        using var story = new JobStory(JobStory.Hourly("report") with { Severity = "warning" });
        await story.PassUntilAsync(Midnight.AddHours(1));
        await story.RunAsync(succeeds: false, TimeSpan.FromMinutes(10));
        await story.PassUntilAsync(Midnight.AddHours(2).AddMinutes(6));
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));

        var alerts = story.Sink.Reports.SelectMany(r => r.Alerts).ToList();
        Assert.Single(alerts.Select(a => a.Labels).Distinct());
        Assert.Single(alerts.Select(a => a.StartsAt).Distinct());
        Assert.Equal(
            Labels.Of("alertname", "JobIncident", "job", "report", "severity", "warning"), alerts[0].Labels);
        Assert.Equal([AlertState.Firing, AlertState.Firing, AlertState.Resolved],
            alerts.Select(a => a.State));
    }

    [Fact]
    public async Task A_job_that_does_not_start_opens_an_incident_after_its_grace()
    {
        using var story = new JobStory(JobStory.Hourly("report"));
        await story.PassUntilAsync(Midnight.AddHours(1));
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        await story.PassUntilAsync(Midnight.AddHours(2).AddMinutes(5));
        Assert.Empty(story.Incidents);

        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(IncidentEntryKind.NotStarted, Assert.Single(story.Incidents).Reason);
        Assert.Equal("late", story.Job.Word);

        // It comes seconds late after all, and succeeds: over.
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        Assert.Equal(IncidentState.Closed, Assert.Single(story.Incidents).State);
    }

    [Fact]
    public async Task A_job_that_never_came_is_late_at_its_first_due_time()
    {
        using var story = new JobStory(JobStory.Hourly("ghost"));
        await story.PassUntilAsync(Midnight.AddHours(3));
        // Only ends are known of it: start grace and longest run both have to pass.
        Assert.Equal(2, Assert.Single(story.Incidents).Entries.Length);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_said_once_and_its_success_closes_the_incident()
    {
        using var story = new JobStory(JobStory.Hourly("slow") with { Schedule = null });
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(50));
        var incident = Assert.Single(story.Incidents);
        Assert.Equal(
            [IncidentEntryKind.TooLong, IncidentEntryKind.Closed], incident.Entries.Select(e => e.Kind));
        Assert.Equal(Midnight.AddMinutes(30), incident.OpenedAt);
    }

    [Fact]
    public async Task A_run_whose_host_died_is_abandoned_when_the_next_begins()
    {
        using var story = new JobStory(JobStory.Named("backup"));
        await story.SayAsync(JobSignalKind.Started);
        await story.PassAsync(TimeSpan.FromHours(1));
        await story.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        Assert.Equal(
            [RunOutcome.Succeeded, RunOutcome.Abandoned],
            story.Board.Runs(story.Model.Labels).ToList().Select(r => r.Outcome));
    }

    [Fact]
    public async Task Overlapping_runs_are_told_apart_by_their_ids()
    {
        using var story = new JobStory(JobStory.Named("import"));
        await story.SayAsync(JobSignalKind.Started, "a");
        await story.PassAsync(TimeSpan.FromMinutes(5));
        await story.SayAsync(JobSignalKind.Started, "b");
        await story.PassAsync(TimeSpan.FromMinutes(5));
        await story.SayAsync(JobSignalKind.Succeeded, "b");
        Assert.Equal("a", Assert.Single(story.Job.Running).Id);
        // The older run fails after the newer one succeeded: kept, and no incident.
        await story.SayAsync(JobSignalKind.Failed, "a");
        Assert.Empty(story.Incidents);
        var runs = story.Board.Runs(story.Model.Labels).ToList();
        Assert.Equal([TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)],
            runs.Select(r => r.Duration!.Value));
    }

    [Fact]
    public async Task The_same_end_said_twice_counts_once()
    {
        using var story = new JobStory(JobStory.Named("import"));
        await story.SayAsync(JobSignalKind.Failed, "x", exitCode: 3);
        await story.SayAsync(JobSignalKind.Failed, "x", exitCode: 3);
        var entry = Assert.Single(Assert.Single(story.Incidents).Entries);
        Assert.Equal("the run failed with exit code 3", entry.Text);
    }

    [Fact]
    public async Task Failures_below_the_tolerance_open_nothing()
    {
        using var story = new JobStory(JobStory.Named("flaky") with { FailuresInARow = 3 });
        await story.SayAsync(JobSignalKind.Failed, "1");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        await story.SayAsync(JobSignalKind.Failed, "2");
        await story.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(story.Incidents);
        await story.SayAsync(JobSignalKind.Failed, "3");
        Assert.Single(story.Incidents);
    }

    [Fact]
    public async Task A_paused_job_is_not_judged()
    {
        using var story = new JobStory(JobStory.Hourly("paused") with { IsPaused = true });
        await story.SayAsync(JobSignalKind.Failed);
        await story.PassAsync(TimeSpan.FromHours(5));
        Assert.Empty(story.Incidents);
    }

    [Fact]
    public async Task What_was_due_while_the_appliance_was_down_is_unknown_and_not_late()
    {
        using var before = new JobStory(JobStory.Hourly("report"));
        await before.PassUntilAsync(Midnight.AddHours(1));
        await before.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        var down = before.Time.GetUtcNow();
        before.Time.Advance(TimeSpan.FromHours(4));

        using var after = new JobStory(before.Model, before.Store, before.Time);
        await after.Board.SkipAsync(down, default);
        await after.PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("unknown", after.Job.Word);
        Assert.Empty(after.Incidents);
        await after.RunAsync(succeeds: true, TimeSpan.FromMinutes(1));
        Assert.Equal("succeeded", after.Job.Word);
    }

    [Fact]
    public async Task A_restart_keeps_runs_incidents_and_what_was_acknowledged()
    {
        using var before = new JobStory(JobStory.Hourly("report"));
        await before.RunAsync(succeeds: false, TimeSpan.FromMinutes(2));
        Assert.True(await before.Board.Incidents.AcknowledgeAsync(before.Job.Incident!.Id, "ann", default));

        using var after = new JobStory(before.Model, before.Store, before.Time);
        Assert.Equal(IncidentState.Acknowledged, after.Job.Incident!.State);
        await after.RunAsync(succeeds: false, TimeSpan.FromMinutes(2));
        Assert.Single(after.Incidents);
        Assert.Equal(2, after.Board.Runs(after.Model.Labels).ToList().Count);
    }

    [Fact]
    public async Task A_signal_that_cannot_be_stored_changes_nothing()
    {
        using var story = new JobStory(JobStory.Named("backup"));
        await story.SayAsync(JobSignalKind.Succeeded, "1");
        story.Store.Fail = "the disk is full";
        await Assert.ThrowsAsync<StoreException>(() => story.SayAsync(JobSignalKind.Failed, "2"));
        Assert.Equal("succeeded", story.Job.Word);
        Assert.Null(story.Job.Incident);
    }
}
