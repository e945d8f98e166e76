using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// An incident as an alert: one identity from its opening to its closing, whatever happens between.
/// </summary>
internal static class JobAlerts
{
    public const string AlertName = "JobIncident";

    /// <summary>How long an open incident counts as firing if nothing more is said of it.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(365);

    public static Alert Of(Incident incident, string severity, DateTimeOffset now)
    {
        var labels = new LabelsBuilder(incident.Job)
            .Set(LabelNames.AlertName, AlertName)
            .Set(LabelNames.Severity, severity)
            .Build();
        var annotations = Labels.Of(
            "summary", $"{incident.Job[LabelNames.Job]}: {Text(incident.Entries[^1])}",
            "incident", $"{incident.Id}");
        return new Alert(
            incident.IsOpen ? AlertState.Firing : AlertState.Resolved, labels, annotations, 1,
            incident.OpenedAt, incident.OpenedAt, incident.ClosedAt ?? now + Validity, "");
    }

    private static string Text(IncidentEntry entry) => entry.Text.Length > 0 ? entry.Text : $"{entry.Kind}";
}
