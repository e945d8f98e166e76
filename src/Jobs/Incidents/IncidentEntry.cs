namespace Hotaru.Jobs;

/// <summary>One line of an incident's timeline.</summary>
/// <param name="By">Who, for what a person did; empty else.</param>
public sealed record IncidentEntry(
    DateTimeOffset At, IncidentEntryKind Kind, string Text, string By = "", string RunId = "");
