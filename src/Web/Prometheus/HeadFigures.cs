namespace Hotaru.Web.Prometheus;

/// <summary>How much is in the open part of storage. Times are milliseconds since the epoch.</summary>
/// <param name="Corruptions">Damaged parts that were found since the start.</param>
public sealed record HeadFigures(
    long Series, long Chunks, long MinTimeMs, long MaxTimeMs, long Corruptions = 0);
