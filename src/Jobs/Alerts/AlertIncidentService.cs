using Hotaru.Model;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

/// <summary>Brings alerts from the inbox to the board; what cannot be stored is tried again.</summary>
public sealed partial class AlertIncidentService(
    AlertInbox inbox, JobBoard board, TimeProvider time, ILogger<AlertIncidentService> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var report in await inbox.TakeAsync(stoppingToken))
                await BringAsync(report, stoppingToken);
        }
    }

    private async Task BringAsync(AlertReport report, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await board.TakeAsync(report, cancellation);
                return;
            }
            catch (StoreException e)
            {
                LogNotStored(log, report.Source, e.Message);
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "incidents of {Source} could not be stored: {Reason}")]
    private static partial void LogNotStored(ILogger log, string source, string reason);
}
