using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Jobs.Tests.Alerts;

public sealed class AlertIncidentsTests : IDisposable
{
    private static readonly Labels Disk =
        Labels.Of("alertname", "DiskFull", "incident", "until_resolved", "instance", "nas");
    private static readonly Labels Errors =
        Labels.Of("alertname", "BatchErrors", "incident", "until_resolved", "job", "batch");

    private readonly ManualTime _time = new();
    private readonly MemoryStore _store = new();
    private JobBoard _board;

    public AlertIncidentsTests() => _board = new JobBoard(_store, [], [], _time);

    public void Dispose() => _board.Dispose();

    [Fact]
    public async Task An_alert_is_an_incident_from_its_start_to_its_end()
    {
        var began = _time.GetUtcNow();
        await SayAsync(Firing(Disk));
        _time.Advance(TimeSpan.FromHours(2));
        await SayAsync(Firing(Disk, began));
        var open = Assert.Single(_board.Incidents.Open);
        Assert.Equal("DiskFull", open.Name);
        Assert.True(await _board.Incidents.AcknowledgeAsync(open.Id, "ann", default));
        await SayAsync(Firing(Disk, began) with { State = AlertState.Resolved, EndsAt = _time.GetUtcNow() });

        var closed = _board.Incidents.Find(open.Id)!;
        Assert.Equal((IncidentState.Closed, TimeSpan.FromHours(2)), (closed.State, closed.Duration));
        Assert.Equal(
            [IncidentEntryKind.Alert, IncidentEntryKind.Acknowledged, IncidentEntryKind.Closed],
            closed.Entries.Select(e => e.Kind));
    }

    [Fact]
    public async Task Who_acknowledges_an_incident_has_seen_its_alert_and_those_that_belong_to_it()
    {
        var changes = 0;
        _board.Incidents.Acknowledged += () => changes++;
        var job = Labels.Of("job", "batch");
        await _board.ApplyAsync(
            new JobSignal(job, JobSignalKind.Failed, _time.GetUtcNow(), "ping"), default);
        await SayAsync(Firing(Disk), Firing(Errors));
        var ofJob = Labels.Of("alertname", JobAlerts.AlertName, "job", "batch", "severity", "critical");
        Labels[] alerts = [Disk, Errors, ofJob];
        Assert.DoesNotContain(alerts, _board.Incidents.IsAcknowledged);

        await AcknowledgeAsync("batch");
        Assert.Equal([Errors, ofJob], alerts.Where(_board.Incidents.IsAcknowledged));
        await AcknowledgeAsync("DiskFull");
        Assert.Equal(alerts, alerts.Where(_board.Incidents.IsAcknowledged));
        Assert.False(_board.Incidents.IsAcknowledged(Labels.Of("alertname", "Other", "job", "batch")));
        Assert.Equal(2, changes);

        // The next trouble of the job is another incident.
        foreach (var kind in (JobSignalKind[])[JobSignalKind.Succeeded, JobSignalKind.Failed])
        {
            _time.Advance(TimeSpan.FromHours(1));
            await _board.ApplyAsync(new JobSignal(job, kind, _time.GetUtcNow(), "ping"), default);
        }

        Assert.False(_board.Incidents.IsAcknowledged(ofJob));
        Assert.False(await _board.Incidents.AcknowledgeAsync(99, "ann", default));
        Assert.Equal(2, changes);

        Task AcknowledgeAsync(string name) => _board.Incidents.AcknowledgeAsync(
            _board.Incidents.Open.Single(i => i.Name == name).Id, "ann", default);
    }

    [Fact]
    public async Task Other_alerts_are_no_incidents()
    {
        await SayAsync(Firing(Labels.Of("alertname", "Noise")));
        Assert.Empty(_board.Incidents.Open);
    }

    [Fact]
    public async Task A_restart_keeps_it_open_and_opens_no_second_one()
    {
        var began = _time.GetUtcNow();
        await SayAsync(Firing(Disk));
        _board.Dispose();
        _board = new JobBoard(_store, [], [], _time);
        await SayAsync(Firing(Disk, began));
        Assert.Single(_board.Incidents.Open);

        // The rule is gone: so is what it said.
        await SayAsync();
        Assert.Empty(_board.Incidents.Open);
        Assert.Single(_board.Incidents.All());
    }

    [Fact]
    public async Task An_alert_of_a_job_is_that_jobs_incident_and_only_its_success_closes_it()
    {
        var job = Labels.Of("job", "batch");
        await EndAsync(job, JobSignalKind.Succeeded);
        var began = _time.GetUtcNow();
        await SayAsync(Firing(Errors));
        await EndAsync(job, JobSignalKind.Failed);
        Assert.Equal(
            [IncidentEntryKind.Alert, IncidentEntryKind.Failed],
            Assert.Single(_board.Incidents.Open).Entries.Select(e => e.Kind));

        // The errors have passed, and nobody knows whether the job is well again.
        await SayAsync();
        Assert.Single(_board.Incidents.Open);

        await SayAsync(Firing(Errors, began.AddHours(1)));
        await EndAsync(job, JobSignalKind.Succeeded);
        Assert.Empty(_board.Incidents.Open);
        // The rule still sees the errors of before; that is the same alert and no new incident.
        await SayAsync(Firing(Errors, began.AddHours(1)));
        Assert.Empty(_board.Incidents.Open);
    }

    [Fact]
    public async Task A_person_can_close_it_and_the_same_alert_does_not_open_it_again()
    {
        await SayAsync(Firing(Disk));
        var open = Assert.Single(_board.Incidents.Open);
        Assert.True(await _board.Incidents.ResolveAsync(open.Id, "ann", "not worth it", default));
        await SayAsync(Firing(Disk));
        Assert.Empty(_board.Incidents.Open);
        Assert.False(await _board.Incidents.ResolveAsync(open.Id, "ann", "again", default));
    }

    [Fact]
    public async Task The_inbox_passes_on_only_what_may_matter()
    {
        var inbox = new AlertInbox();
        inbox.Receive(new AlertReport("a", [Firing(Labels.Of("alertname", "Noise"))]));
        inbox.Receive(new AlertReport("b", [Firing(Disk)]));
        Assert.Equal(2, (await inbox.TakeAsync(default)).Count);
        inbox.Receive(new AlertReport("a", []));
        inbox.Receive(new AlertReport("b", []));
        Assert.Equal("b", Assert.Single(await inbox.TakeAsync(default)).Source);
    }

    private Alert Firing(Labels labels, DateTimeOffset? startsAt = null)
    {
        var at = startsAt ?? ManualTime.DefaultStart;
        return new Alert(AlertState.Firing, labels, Labels.Empty, 1, at, at, at.AddHours(4), "");
    }

    private Task SayAsync(params Alert[] alerts) =>
        _board.TakeAsync(new AlertReport("rules;group", alerts), default);

    private Task EndAsync(Labels job, JobSignalKind kind)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        return _board.ApplyAsync(new JobSignal(job, kind, _time.GetUtcNow(), "ping"), default);
    }
}
