namespace Hotaru.Conformance;

/// <summary>Series to load, and the interval of their points.</summary>
internal sealed record LoadCommand(int Line, long IntervalMs, bool WithNative, List<LoadedSeries> Series)
    : ScriptCommand(Line);
