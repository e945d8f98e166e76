namespace Hotaru.Exposition;

/// <summary>
/// The body is not what its format allows. Line and column count from 1 and point at what was not expected; a
/// protobuf body has no lines, there the line is 0 and the column is the offset in bytes.
/// </summary>
public sealed class ExpositionException(string what, int line, int column)
    : FormatException(line > 0 ? $"line {line}, column {column}: {what}" : $"byte {column}: {what}")
{
    /// <summary>What is wrong, without the place.</summary>
    public string What { get; } = what;

    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>
    /// The body could be read as its format asks, but contradicts itself: a label twice, a gauge in a family
    /// of counters. A push gateway remembers such a push as failed.
    /// </summary>
    public bool IsInconsistent { get; init; }
}
