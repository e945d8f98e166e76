using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// An incident as an alert: one identity from its opening to its closing, whatever happens between.
/// </summary>
public static class JobAlerts
{
    public const string AlertName = "JobIncident";

    /// <summary>The annotation with the incident's id.</summary>
    public const string IdAnnotation = "incident";

    /// <summary>How long an open incident counts as firing if nothing more is said of it.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    /// <summary>Whether an alert tells of an incident, or is itself to be one.</summary>
    public static bool IsOfIncident(Labels alert) => alert[LabelNames.AlertName] == AlertName
        || alert[AlertIncidents.Label] == AlertIncidents.UntilResolved;

    internal static Alert Of(Incident incident, string severity, DateTimeOffset now)
    {
        var labels = new LabelsBuilder(incident.Job)
            .Set(LabelNames.AlertName, AlertName)
            .Set(LabelNames.Severity, severity)
            .Build();
        var annotations = Labels.Of(
            "summary", $"{incident.Name}: {Text(incident)}", IdAnnotation, $"{incident.Id}");
        return new Alert(
            incident.IsOpen ? AlertState.Firing : AlertState.Resolved, labels, annotations, 1,
            incident.OpenedAt, incident.OpenedAt, incident.ClosedAt ?? now + Validity, "");
    }

    /// <summary>What is wrong, or that it is over: not what people or receivers did last.</summary>
    private static string Text(Incident incident)
    {
        var entry = incident.Entries.LastOrDefault(e => e.IsVerdict || e.Kind == IncidentEntryKind.Closed);
        return entry is { Text.Length: > 0 } ? entry.Text : $"{incident.Reason}";
    }
}
