using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>
/// A series as written; the start offsets are milliseconds relative to each sample, null where not given.
/// </summary>
internal sealed record LoadedSeries(SeriesDescription Description, IReadOnlyList<long?>? StartOffsets);
