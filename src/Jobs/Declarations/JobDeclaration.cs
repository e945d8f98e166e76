using System.Text.Json;
using System.Text.Json.Serialization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// A job as a person writes it on the page or sends it to the API; the words are those of <c>jobs:</c> in
/// hotaru.yml, and empty ones mean the default.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record JobDeclaration
{
    public string Name { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string Schedule { get; init; } = "";

    public string Zone { get; init; } = "";

    public string Period { get; init; } = "";

    public string StartGrace { get; init; } = "";

    public string LongestRun { get; init; } = "";

    public int? FailuresInARow { get; init; }

    public string Owner { get; init; } = "";

    public string Severity { get; init; } = "";

    public bool Paused { get; init; }

    /// <summary>How its pushes tell success from failure; null: by what metrics are called.</summary>
    public PushDeclaration? Push { get; init; }

    /// <summary>Reads JSON with the words in snake_case.</summary>
    /// <exception cref="JsonException">It is not that, or has a word that is not known.</exception>
    public static JobDeclaration Parse(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, JobJson.Default.JobDeclaration) ?? new JobDeclaration();

    /// <param name="localZone">The zone of a schedule that names none.</param>
    /// <param name="problems">What is wrong, a sentence each.</param>
    /// <returns>Null where something is wrong.</returns>
    public JobModel? ToModel(TimeZoneInfo localZone, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        problems = found;
        if (Name.Length == 0) found.Add("the job has no name");
        if (FailuresInARow < 1) found.Add("failures_in_a_row must be 1 or more");
        var labels = new LabelsBuilder();
        foreach (var (name, value) in Labels ?? new Dictionary<string, string>())
        {
            if (LabelNames.IsLegacyValid(name)) labels.Set(name, value);
            else found.Add($"\"{name}\" is not a label name");
        }

        var plain = new JobModel(labels.Set(LabelNames.Job, Name).Build());
        var model = plain with
        {
            Origin = JobOrigin.Page,
            Schedule = ReadSchedule(localZone, found),
            StartGrace = Duration("start_grace", StartGrace, found) ?? plain.StartGrace,
            LongestRun = Duration("longest_run", LongestRun, found),
            FailuresInARow = FailuresInARow ?? plain.FailuresInARow,
            Owner = Owner ?? "",
            Severity = string.IsNullOrEmpty(Severity) ? plain.Severity : Severity,
            IsPaused = Paused,
            Push = Push?.ToRule(found) ?? PushRule.Default,
        };
        return found.Count == 0 ? model : null;
    }

    private ISchedule? ReadSchedule(TimeZoneInfo localZone, List<string> problems)
    {
        var (cron, period) = (Schedule ?? "", Period ?? "");
        if (cron.Length > 0 && period.Length > 0) problems.Add("give a schedule or a period, not both");
        if (period.Length > 0)
        {
            if (Duration("period", period, problems) is { Ticks: > 0 } every)
                return new PeriodSchedule(every);
            problems.Add("write the period as 1h or 1d");
            return null;
        }

        if (cron.Length == 0) return null;
        var zone = localZone;
        if (!string.IsNullOrEmpty(Zone) && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out zone))
        {
            problems.Add($"\"{Zone}\" is not a time zone; write it as Europe/Berlin or UTC");
            return null;
        }

        var schedule = CronSchedule.TryParse(cron, zone!, out var problem);
        if (schedule is null) problems.Add($"\"{cron}\": {problem}");
        return schedule;
    }

    private static TimeSpan? Duration(string name, string? text, List<string> problems)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (PrometheusDuration.TryParse(text, out var duration)) return duration;
        problems.Add($"{name}: \"{text}\" is not a duration; write 5m or 2h");
        return null;
    }
}
