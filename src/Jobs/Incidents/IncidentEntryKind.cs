namespace Hotaru.Jobs;

/// <summary>What happened in the life of an incident.</summary>
public enum IncidentEntryKind
{
    Failed,
    NotStarted,
    TooLong,

    /// <summary>A run that promised to be heard is silent: its machine may have died.</summary>
    NoData,

    /// <summary>An alert that is to be an incident began to fire.</summary>
    Alert,

    /// <summary>A receiver was told.</summary>
    Notified,

    Acknowledged,
    Note,
    Link,
    Closed,
}
