using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Gateway;

/// <summary>Looks for groups whose time to live is over, once a second.</summary>
public sealed partial class GroupExpiry(PushGateway gateway, TimeProvider time, ILogger<GroupExpiry> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                await gateway.ExpireAsync(cancellation);
            }
            catch (StoreException e)
            {
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Expired groups could not be removed, tried again in a second: {Why}")]
    private partial void LogFailed(string why);
}
