using System.Text.Json;
using Hotaru.Jobs;
using Hotaru.Model;

namespace Hotaru.Web;

/// <summary>Jobs, runs and incidents as the API of Hotaru shows them.</summary>
internal static class JobJsonWriter
{
    /// <param name="recent">How many of the last runs are shown.</param>
    /// <param name="withDeclaration">Whether all that was declared is shown.</param>
    public static void Job(Utf8JsonWriter json, JobState job, int recent, bool withDeclaration = false)
    {
        json.WriteStartObject();
        json.WriteString("job", job.Labels[LabelNames.Job]);
        Labels(json, "labels", job.Labels);
        json.WriteString("state", job.Word);
        json.WriteString("origin", job.Model.Origin.ToString().ToLowerInvariant());
        json.WriteString("owner", job.Model.Owner);
        json.WriteString("schedule", Schedule(job.Model.Schedule));
        Time(json, "known_since", job.KnownSince);
        Time(json, "due", job.DueAt);
        Time(json, "unknown_since", job.UnknownSince);
        json.WriteNumber("failures_in_a_row", job.FailuresInARow);
        json.WriteNumber("running", job.Running.Length);
        json.WritePropertyName("last_run");
        if (job.LastRun is { } last) Run(json, last, withDetails: false);
        else json.WriteNullValue();
        Time(json, "last_success", job.LastSuccessAt);
        if (job.Incident is { } incident) json.WriteNumber("incident", incident.Id);
        else json.WriteNull("incident");
        if (recent > 0) Recent(json, job, recent);
        if (withDeclaration) Declaration(json, job.Model);
        json.WriteEndObject();
    }

    public static void Run(Utf8JsonWriter json, JobRun run, bool withDetails)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("outcome", run.Outcome.ToString().ToLowerInvariant());
        json.WriteString("source", run.Source);
        Time(json, "started", run.StartedAt);
        Time(json, "ended", run.EndedAt);
        Number(json, "duration_seconds", run.Duration?.TotalSeconds);
        if (run.ExitCode is { } code) json.WriteNumber("exit_code", code);
        else json.WriteNull("exit_code");
        if (withDetails)
        {
            json.WriteString("output", run.Output);
            json.WriteStartObject("metrics");
            foreach (var (series, value) in run.Metrics)
                json.WriteString(series, GoFloat.General(value));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    public static void Incident(Utf8JsonWriter json, Incident incident, bool withEntries)
    {
        json.WriteStartObject();
        json.WriteNumber("id", incident.Id);
        json.WriteString("job", incident.Name);
        Labels(json, "labels", incident.Job);
        json.WriteString("state", incident.State.ToString().ToLowerInvariant());
        json.WriteString("reason", Word(incident.Reason));
        Time(json, "opened", incident.OpenedAt);
        Time(json, "closed", incident.ClosedAt);
        Number(json, "duration_seconds", incident.Duration?.TotalSeconds);
        json.WriteNumber("failures", incident.Failures);
        if (withEntries)
        {
            json.WriteStartArray("entries");
            foreach (var entry in incident.Entries) Entry(json, entry);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Month(Utf8JsonWriter json, MonthReport report)
    {
        json.WriteStartObject();
        json.WriteString("job", report.Job[LabelNames.Job]);
        Labels(json, "labels", report.Job);
        json.WriteNumber("runs", report.Runs);
        json.WriteNumber("failures", report.Failures);
        json.WriteNumber("availability", report.Availability);
        json.WriteNumber("incident_minutes", report.Incident.TotalMinutes);
        json.WriteNumber("mean_run_seconds", report.MeanRun.TotalSeconds);
        json.WriteEndObject();
    }

    private static void Recent(Utf8JsonWriter json, JobState job, int most)
    {
        json.WriteStartArray("recent");
        foreach (var run in job.Recent.TakeLast(most))
        {
            json.WriteStartObject();
            json.WriteNumber("at", run.AtMs / 1000.0);
            Number(json, "seconds", float.IsNaN(run.Seconds) ? null : run.Seconds);
            json.WriteString("outcome", run.Outcome.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>In the words of hotaru.yml, so that a page can show it for editing.</summary>
    private static void Declaration(Utf8JsonWriter json, JobModel model)
    {
        json.WriteStartObject("declaration");
        json.WriteString("schedule", (model.Schedule as CronSchedule)?.Expression ?? "");
        json.WriteString("zone", (model.Schedule as CronSchedule)?.ZoneName ?? "");
        json.WriteString("period", model.Schedule is PeriodSchedule ? Schedule(model.Schedule) : "");
        json.WriteString("start_grace", PrometheusDuration.Format(model.StartGrace));
        json.WriteString("longest_run",
            model.LongestRun is { } longest ? PrometheusDuration.Format(longest) : "");
        json.WriteNumber("failures_in_a_row", model.FailuresInARow);
        json.WriteString("owner", model.Owner);
        json.WriteString("severity", model.Severity);
        json.WriteBoolean("paused", model.IsPaused);
        Push(json, PushDeclaration.Of(model.Push));
        json.WriteEndObject();
    }

    private static void Push(Utf8JsonWriter json, PushDeclaration push)
    {
        json.WriteStartObject("push");
        json.WriteBoolean("off", push.Off);
        json.WriteString("exit_code", push.ExitCode);
        json.WriteString("last_success", push.LastSuccess);
        json.WriteString("succeeded_if", push.SucceededIf);
        json.WriteString("failed_if", push.FailedIf);
        json.WriteString("duration", push.Duration);
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
        if (entry.Url.Length > 0) json.WriteString("url", entry.Url);
        json.WriteEndObject();
    }

    public static string Word(IncidentEntryKind kind) => kind switch
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

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } moment) json.WriteString(name, moment.UtcDateTime);
        else json.WriteNull(name);
    }
}
