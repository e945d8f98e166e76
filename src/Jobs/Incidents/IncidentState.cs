namespace Hotaru.Jobs;

public enum IncidentState
{
    Open,

    /// <summary>Someone has seen it; it nags no more and is as open as before.</summary>
    Acknowledged,

    /// <summary>Open, and nothing can be said at present: no data since.</summary>
    Unknown,

    Closed,
}
