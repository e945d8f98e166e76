using Hotaru.Jobs;
using Hotaru.Model;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>Incidents as CSV; with timelines where they were read.</summary>
internal static class IncidentCsv
{
    public static Task WriteAsync(HttpContext context, IReadOnlyList<Incident> incidents)
    {
        var csv = new CsvText().Line(
            "id", "job", "labels", "state", "reason", "opened", "closed", "duration_seconds", "failures",
            "timeline");
        foreach (var incident in incidents)
        {
            csv.Line(
                incident.Id, incident.Name, Labels(incident.Job),
                incident.State.ToString().ToLowerInvariant(), JobJsonWriter.Word(incident.Reason),
                incident.OpenedAt, incident.ClosedAt, incident.Duration?.TotalSeconds, incident.Failures,
                string.Join('\n', incident.Entries.Select(Line)));
        }

        return CsvAnswer.WriteAsync(context, "incidents.csv", csv);
    }

    private static string Labels(Labels labels) => string.Join(' ',
        labels.Where(label => label.Name != LabelNames.Job).Select(label => $"{label.Name}={label.Value}"));

    private static string Line(IncidentEntry entry)
    {
        var by = entry.By.Length > 0 ? $" by {entry.By}" : "";
        return $"{entry.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {JobJsonWriter.Word(entry.Kind)}{by}: "
            + $"{entry.Text} {entry.Url}".Trim();
    }
}
