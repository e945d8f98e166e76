using Hotaru.Gateway;

namespace Hotaru.Appliance.Wiring;

/// <summary>Runs the look-out for groups whose time to live is over.</summary>
internal sealed class GroupExpiryStart(GroupExpiry expiry) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await expiry.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
    }
}
