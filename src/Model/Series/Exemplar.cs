namespace Hotaru.Model;

/// <summary>
/// A trace or the like that stands behind a sample. The timestamp is null where none was given.
/// </summary>
public sealed record Exemplar(Labels Labels, double Value, long? TimestampMs);
