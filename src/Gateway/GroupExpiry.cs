using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Gateway;

/// <summary>Deletes groups when their time to live is over.</summary>
public sealed partial class GroupExpiry(PushGateway gateway, TimeProvider time, ILogger<GroupExpiry> log)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = log;

    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await gateway.Alarm.WaitAsync(cancellation);
            try
            {
                await gateway.ExpireAsync(cancellation);
            }
            catch (StoreException e)
            {
                LogFailed(e.Message);
                gateway.Alarm.Note(time.GetUtcNow() + RetryAfter);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Expired groups could not be removed, tried again in a second: {Why}")]
    private partial void LogFailed(string why);
}
