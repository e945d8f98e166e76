using Microsoft.Extensions.Logging;

namespace Hotaru.Jobs;

public sealed partial class StateMetricsJobService
{
    [LoggerMessage(
        Level = LogLevel.Warning, Message = "jobs of kube-state-metrics could not be taken over: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
