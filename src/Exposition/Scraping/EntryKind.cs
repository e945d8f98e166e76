namespace Hotaru.Exposition;

/// <summary>What a <see cref="ScrapeParser"/> stands on.</summary>
public enum EntryKind
{
    /// <summary>Before the first entry or behind the last.</summary>
    None,

    /// <summary>A float sample.</summary>
    Sample,

    /// <summary>A sample that is a native histogram.</summary>
    Histogram,
    Type,
    Help,
    Unit,
}
