using Hotaru.Appliance.Updating;
using Hotaru.Indicator;
using Hotaru.Model;
using Hotaru.Testing;
using Hotaru.Updates;

namespace Hotaru.Appliance.Tests.Updating;

/// <summary>The running release tells what the updater writes down.</summary>
public sealed class UpdateWatchTests : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly RecordingAlertSink _sink = new();
    private readonly UpdatePaths _paths;
    private readonly IndicatorPanel _panel;
    private readonly UpdateWatch _watch;

    public UpdateWatchTests()
    {
        _paths = new UpdatePaths(_directory.Path, "", "");
        _panel = new IndicatorPanel(
            new IndicatorModel(), new NoOutput(), new HealthBoard(_time), new MemoryStore(), _time);
        _panel.Start();
        _watch = new UpdateWatch(_paths, _panel, [_sink], _time);
    }

    [Fact]
    public void While_an_update_is_under_way_the_lamp_says_so()
    {
        _watch.Look();
        Assert.Equal(LampShow.Ok, _panel.View.Shows);
        new UpdateJournal(UpdateStep.Trying, "hotaru-1.1.0.tar.gz", "1.1.0", "1.0.0").Save(_paths.Journal);
        _watch.Look();
        Assert.Equal(LampShow.Updating, _panel.View.Shows);
        Assert.Equal("1.1.0", _watch.UnderWay?.Version);
        File.Delete(_paths.Journal);
        _watch.Look();
        Assert.Equal(LampShow.Ok, _panel.View.Shows);
    }

    [Fact]
    public void One_that_failed_is_an_alert_with_its_reason_until_one_succeeds()
    {
        new UpdateResult(UpdateOutcome.WentBack, "1.1.0", "1.0.0", "it does not answer", _time.GetUtcNow())
            .Save(_paths.Result);
        _watch.Look();
        _watch.Look();
        var alert = Assert.Single(Assert.Single(_sink.Reports).Alerts);
        Assert.Equal((AlertState.Firing, "UpdateFailed", "warning"),
            (alert.State, alert.Labels["alertname"], alert.Labels["severity"]));
        Assert.Equal(
            "The update: 1.1.0 was tried and taken back: it does not answer. 1.0.0 runs again.",
            alert.Annotations["summary"]);

        new UpdateResult(UpdateOutcome.Installed, "1.1.1", "1.1.1", "", _time.GetUtcNow())
            .Save(_paths.Result);
        File.SetLastWriteTimeUtc(_paths.Result, new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc));
        _watch.Look();
        Assert.Equal(AlertState.Resolved, Assert.Single(_sink.Reports[^1].Alerts).State);
    }

    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _panel.DisposeAsync();
        _directory.Dispose();
    }
}
