namespace Hotaru.Model;

/// <summary>
/// Where an alert of a rule stands. A resolved alert is one that has fired and no longer does.
/// </summary>
public enum AlertState
{
    Pending,
    Firing,
    Resolved,
}
