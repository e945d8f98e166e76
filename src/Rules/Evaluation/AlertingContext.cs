using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>What the evaluation of an alerting rule needs to know of its group and of the moment.</summary>
/// <param name="TimestampMs">The time of the evaluation, without the query offset.</param>
/// <param name="ValidForMs">How long a firing alert counts if it is not heard of again.</param>
/// <param name="WaitsForRestored">Alerts from before a restart stay although their series is not there
/// yet.</param>
internal sealed record AlertingContext(
    IRuleQueries Queries, long TimestampMs, int Limit, Labels ExternalLabels, string ExternalUrl,
    long ValidForMs,
    bool WaitsForRestored, CancellationToken Cancellation);
