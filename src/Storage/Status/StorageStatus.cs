namespace Hotaru.Storage.Status;

/// <summary>What is in the store, for /api/v1/status/tsdb. The lists have the largest first.</summary>
/// <param name="MinTimeMs">The oldest sample in memory, or 0 where there is none.</param>
public sealed record StorageStatus(
    int Series, int LabelPairs, long Chunks, long MinTimeMs, long MaxTimeMs,
    IReadOnlyList<NamedCount> SeriesByMetricName,
    IReadOnlyList<NamedCount> ValuesByLabelName,
    IReadOnlyList<NamedCount> BytesByLabelName,
    IReadOnlyList<NamedCount> SeriesByLabelPair);
