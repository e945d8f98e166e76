namespace Hotaru.Jobs;

public enum IncidentState
{
    Open,

    /// <summary>
    /// Someone has seen it: its lamp is steady and its buzzer still. It is as open as before, and
    /// receivers hear of it again as their route says.
    /// </summary>
    Acknowledged,

    /// <summary>Open, and nothing can be said at present: no data since.</summary>
    Unknown,

    Closed,
}
