namespace Hotaru.Model;

/// <summary>One member of a family: its labels without the name, le and quantile, and what it says.</summary>
/// <param name="Labels">Labels without __name__.</param>
/// <param name="TimestampMs">Milliseconds since the epoch where one was given.</param>
public abstract record Metric(Labels Labels, long? TimestampMs)
{
    /// <summary>
    /// When the counting began, in milliseconds since the epoch, where it was told (_created).
    /// </summary>
    public long? CreatedMs { get; init; }
}
