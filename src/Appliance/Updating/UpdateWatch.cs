using Hotaru.Indicator;
using Hotaru.Model;
using Hotaru.Updates;

namespace Hotaru.Appliance.Updating;

/// <summary>
/// Follows what the updater writes down: the lamp shows that an update is under way, and one that failed is
/// an alert with its reason, on the page, on the lamp and on the telephone, until a later one succeeds.
/// </summary>
internal sealed class UpdateWatch(
    UpdatePaths paths, IndicatorPanel panel, IEnumerable<IAlertSink> sinks, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IAlertSink> _sinks = [.. sinks];
    private DateTime? _seen;
    private Alert? _told;

    /// <summary>The update that is under way; null where there is none.</summary>
    public UpdateJournal? UnderWay { get; private set; }

    /// <summary>How the last one ended; null where there was none.</summary>
    public UpdateResult? Last { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            do Look();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process, as wanted.
        }
    }

    internal void Look()
    {
        var isUnderWay = File.Exists(paths.Journal);
        if (isUnderWay != UnderWay is not null) panel.ShowUpdating(isUnderWay);
        UnderWay = isUnderWay ? UpdateJournal.Load(paths.Journal) ?? Unreadable : null;

        // Also the time of a file that is not there is one.
        var written = File.GetLastWriteTimeUtc(paths.Result);
        if (written == _seen) return;
        _seen = written;
        Last = UpdateResult.Load(paths.Result);
        Tell();
    }

    private static UpdateJournal Unreadable => new(UpdateStep.Unpacking, "");

    private void Tell()
    {
        var alert = Last is { Outcome: not UpdateOutcome.Installed } failed ? AlertOf(failed) : null;
        var alerts = new List<Alert>();
        if (alert is not null) alerts.Add(alert);
        if (_told is { } told && alert?.Labels.Equals(told.Labels) != true)
            alerts.Add(told with { State = AlertState.Resolved, EndsAt = time.GetUtcNow() });
        _told = alert;
        foreach (var sink in _sinks) sink.Receive(new AlertReport("update", alerts));
    }

    private Alert AlertOf(UpdateResult failed) => new(
        AlertState.Firing,
        Labels.Of("alertname", "UpdateFailed", "severity", "warning", "version", failed.Version),
        Labels.Of("summary", $"The update: {failed}"),
        1, failed.At, failed.At, time.GetUtcNow() + TimeSpan.FromDays(365), "");
}
