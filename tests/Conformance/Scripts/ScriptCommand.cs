using Hotaru.Promql;

namespace Hotaru.Conformance;

/// <summary>One command of a script. Lines count from 1.</summary>
internal abstract record ScriptCommand(int Line);

internal sealed record ClearCommand(int Line) : ScriptCommand(Line);

/// <summary>
/// Series to load; the start offsets are milliseconds relative to each sample, null where not given.
/// </summary>
internal sealed record LoadCommand(int Line, long IntervalMs, bool WithNative, List<LoadedSeries> Series)
    : ScriptCommand(Line);

internal sealed record LoadedSeries(SeriesDescription Description, IReadOnlyList<long?>? StartOffsets);
