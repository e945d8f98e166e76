using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

public sealed partial class JobClockService
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the clocks of jobs could not judge: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
