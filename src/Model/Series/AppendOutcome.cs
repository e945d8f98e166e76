namespace Hotaru.Model;

/// <summary>What became of one appended sample.</summary>
public enum AppendOutcome
{
    Accepted,

    /// <summary>The series has a sample at this time with the same value; nothing to do.</summary>
    Duplicate,

    /// <summary>The series has a sample at this time with another value.</summary>
    DuplicateTimestamp,

    /// <summary>Older than the series' newest sample and outside the out-of-order window.</summary>
    OutOfOrder,

    /// <summary>Older than retention or further in the future than is allowed.</summary>
    OutOfBounds,

    /// <summary>The number of series is at its limit.</summary>
    TooManySeries,

    /// <summary>
    /// No metric name, an empty label name, a label over its limit, text that is not UTF-8.
    /// </summary>
    InvalidLabels,
}
