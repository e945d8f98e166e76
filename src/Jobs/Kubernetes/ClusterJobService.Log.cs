using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

public sealed partial class ClusterJobService
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "jobs of {Feed} could not be taken over: {Reason}")]
    private static partial void LogFailed(ILogger log, string feed, string reason);
}
