using System.Text.Json;
using Hotaru.Jobs;
using Hotaru.Model;

namespace Hotaru.Web;

/// <summary>Jobs, runs and incidents as the API of Hotaru shows them.</summary>
internal static class JobJsonWriter
{
    public static void Job(Utf8JsonWriter json, JobState job)
    {
        json.WriteStartObject();
        json.WriteString("job", job.Labels[LabelNames.Job]);
        Labels(json, "labels", job.Labels);
        json.WriteString("state", job.Word);
        json.WriteString("owner", job.Model.Owner);
        json.WriteString("schedule", Schedule(job.Model.Schedule));
        Time(json, "known_since", job.KnownSince);
        Time(json, "due", job.DueAt);
        Time(json, "unknown_since", job.UnknownSince);
        json.WriteNumber("failures_in_a_row", job.FailuresInARow);
        json.WriteNumber("running", job.Running.Length);
        json.WritePropertyName("last_run");
        if (job.LastRun is { } last) Run(json, last, withOutput: false);
        else json.WriteNullValue();
        Time(json, "last_success", job.LastSuccess?.EndedAt);
        if (job.Incident is { } incident) json.WriteNumber("incident", incident.Id);
        else json.WriteNull("incident");
        json.WriteEndObject();
    }

    public static void Run(Utf8JsonWriter json, JobRun run, bool withOutput)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("outcome", run.Outcome.ToString().ToLowerInvariant());
        json.WriteString("source", run.Source);
        Time(json, "started", run.StartedAt);
        Time(json, "ended", run.EndedAt);
        if (run.Duration is { } duration) json.WriteNumber("duration_seconds", duration.TotalSeconds);
        else json.WriteNull("duration_seconds");
        if (run.ExitCode is { } code) json.WriteNumber("exit_code", code);
        else json.WriteNull("exit_code");
        if (withOutput) json.WriteString("output", run.Output);
        json.WriteEndObject();
    }

    public static void Incident(Utf8JsonWriter json, Incident incident, bool withEntries)
    {
        json.WriteStartObject();
        json.WriteNumber("id", incident.Id);
        json.WriteString("job", incident.Job[LabelNames.Job]);
        Labels(json, "labels", incident.Job);
        json.WriteString("state", incident.State.ToString().ToLowerInvariant());
        json.WriteString("reason", Word(incident.Reason));
        Time(json, "opened", incident.OpenedAt);
        Time(json, "closed", incident.ClosedAt);
        if (incident.Duration is { } duration) json.WriteNumber("duration_seconds", duration.TotalSeconds);
        else json.WriteNull("duration_seconds");
        json.WriteNumber("failures", incident.Entries.Count(e => e.Kind == IncidentEntryKind.Failed));
        if (withEntries)
        {
            json.WriteStartArray("entries");
            foreach (var entry in incident.Entries) Entry(json, entry);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Entry(Utf8JsonWriter json, IncidentEntry entry)
    {
        json.WriteStartObject();
        Time(json, "at", entry.At);
        json.WriteString("kind", Word(entry.Kind));
        json.WriteString("text", entry.Text);
        if (entry.By.Length > 0) json.WriteString("by", entry.By);
        if (entry.RunId.Length > 0) json.WriteString("run", entry.RunId);
        json.WriteEndObject();
    }

    private static string Word(IncidentEntryKind kind) => kind switch
    {
        IncidentEntryKind.NotStarted => "not_started",
        IncidentEntryKind.TooLong => "too_long",
        IncidentEntryKind.NoData => "no_data",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Schedule(ISchedule? schedule) => schedule switch
    {
        CronSchedule cron => $"{cron.Expression} {cron.ZoneName}",
        PeriodSchedule period => PrometheusDuration.Format(period.Period),
        _ => "",
    };

    private static void Labels(Utf8JsonWriter json, string name, Labels labels)
    {
        json.WriteStartObject(name);
        foreach (var label in labels.Span) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } moment) json.WriteString(name, moment.UtcDateTime);
        else json.WriteNull(name);
    }
}
