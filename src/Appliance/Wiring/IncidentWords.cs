using System.Threading.Channels;
using Hotaru.Indicator;
using Hotaru.Jobs;
using Hotaru.Model;
using Hotaru.Notifier;

namespace Hotaru.Appliance.Wiring;

/// <summary>
/// Writes into the timelines of incidents what other rooms did about them: a receiver was told, or someone
/// acknowledged the lamp. What someone acknowledged here, the lamp is told.
/// </summary>
internal sealed partial class IncidentWords(
    NotifierService notifier, IndicatorPanel panel, JobBoard board, Func<Labels> externalLabels,
    TimeProvider time, ILogger<IncidentWords> log) : BackgroundService
{
    /// <summary>How many words wait at most; then the oldest are lost, and the log has them.</summary>
    private const int Waiting = 1000;

    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Channel<Func<CancellationToken, Task>> _words =
        Channel.CreateBounded<Func<CancellationToken, Task>>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        notifier.Delivered += Told;
        panel.Changed += Seen;
        board.Incidents.Acknowledged += panel.Recheck;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var write in _words.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await write(stoppingToken);
            }
            catch (StoreException e)
            {
                LogLost(log, e.Message);
            }
        }
    }

    private void Told(Notification notification, string integration)
    {
        var kind = integration.Split('/') is [.., var name, _] ? name : integration;
        var at = time.GetUtcNow();
        foreach (var alert in notification.Alerts)
        {
            if (!JobAlerts.IsOfIncident(alert.Labels)) continue;
            var text = $"{notification.Receiver} was told by {kind}: {alert.Status}";
            _words.Writer.TryWrite(async cancellation =>
            {
                if (await IdAsync(alert.Labels, alert.Alert.Annotations, cancellation) is { } id)
                    await board.Incidents.NotifiedAsync(id, at, text, cancellation);
            });
        }
    }

    private void Seen(IndicatorView view)
    {
        foreach (var shown in view.Alerts)
        {
            if (!shown.IsAcknowledged || !JobAlerts.IsOfIncident(shown.Alert.Labels)) continue;
            _words.Writer.TryWrite(async cancellation =>
            {
                var id = IdOf(shown.Alert.Labels, shown.Alert.Annotations);
                var isNews = board.Incidents.Open.Any(i =>
                    i.Id == id && i.State != IncidentState.Acknowledged);
                if (isNews) await board.Incidents.AcknowledgeAsync(id!.Value, "the lamp", cancellation);
            });
        }
    }

    /// <summary>A receiver may be told before the incident that the alert makes is there.</summary>
    private async Task<long?> IdAsync(Labels alert, Labels annotations, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (IdOf(alert, annotations) is { } id) return id;
            await Task.Delay(Pause, time, cancellation);
        }

        return null;
    }

    private long? IdOf(Labels alert, Labels annotations)
    {
        if (alert[LabelNames.AlertName] == JobAlerts.AlertName)
            return long.TryParse(annotations[JobAlerts.IdAnnotation], out var id) ? id : null;
        return (board.Incidents.FindOfAlert(alert)
            ?? board.Incidents.FindOfAlert(Without(alert, externalLabels())))?.Id;
    }

    /// <summary>The notifier adds the external labels to alerts of the own rules.</summary>
    private static Labels Without(Labels alert, Labels external) => Labels.From(
        [.. alert.Where(label => external[label.Name] != label.Value)]);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "a line of an incident's timeline could not be stored: {Reason}")]
    private static partial void LogLost(ILogger log, string reason);
}
