namespace Hotaru.Web.Prometheus;

/// <summary>How much is in the open part of storage. Times are milliseconds since the epoch.</summary>
public sealed record HeadFigures(long Series, long Chunks, long MinTimeMs, long MaxTimeMs);
