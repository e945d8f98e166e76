using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Rules;

/// <summary>What every group works with.</summary>
internal sealed record RuleEnvironment(
    IRuleQueries Queries, RuleOutput Output, IStore? Store, IReadOnlyList<IAlertSink> Sinks,
    TimeProvider Time,
    RuleMetrics Metrics, ILogger Log)
{
    /// <summary>How often a firing alert is told of at least; Prometheus's default of one minute.</summary>
    public TimeSpan ResendDelay { get; init; } = TimeSpan.FromMinutes(1);

    public long NowMs => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
