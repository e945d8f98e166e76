namespace Hotaru.Jobs;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="By">Who, for what a person did; empty else.</param>
public sealed record IncidentEntry(
    DateTimeOffset At, IncidentEntryKind Kind, string Text, string By = "", string RunId = "")
{
    /// <summary>Counts up within the incident, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Of a link: where it leads, http or https.</summary>
    public string Url { get; init; } = "";

    /// <summary>Whether it says that something is wrong, and not what people or receivers did.</summary>
    internal bool IsVerdict => Kind <= IncidentEntryKind.Alert;
}
