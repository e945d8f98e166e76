namespace Hotaru.Jobs;

/// <summary>What happened in the life of an incident.</summary>
public enum IncidentEntryKind
{
    Failed,
    NotStarted,
    TooLong,
    NoData,
    Notified,
    Acknowledged,
    Note,
    Closed,
}
