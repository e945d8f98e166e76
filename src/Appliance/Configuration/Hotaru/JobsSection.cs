using Hotaru.Jobs;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// <c>jobs:</c> of hotaru.yml: a list of jobs with name, labels, schedule (cron) and zone or period,
/// start_grace,
/// longest_run, failures_in_a_row, owner, severity, paused, push.
/// </summary>
internal static class JobsSection
{
    public static IReadOnlyList<JobModel> Read(ConfigNode? node)
    {
        var jobs = new Dictionary<Labels, JobModel>();
        foreach (var entry in node?.List() ?? [])
        {
            var map = entry.Map();
            var job = Job(map);
            map.End();
            if (!jobs.TryAdd(job.Labels, job))
                map.Problems.Add(map.At, $"job \"{job.Name}\" is declared twice", "keep one of them");
        }

        return [.. jobs.Values];
    }

    private static JobModel Job(ConfigMap map)
    {
        var name = map.Required("name", "a job");
        var labels = new LabelsBuilder();
        foreach (var (label, value) in map.TextMap("labels"))
        {
            if (LabelNames.IsLegacyValid(label)) labels.Set(label, value);
            else map.Problems.Add(map.KeyAt("labels"), $"\"{label}\" is not a label name");
        }

        var plain = new JobModel(labels.Set(LabelNames.Job, name).Build());
        return plain with
        {
            Schedule = Schedule(map),
            StartGrace = map.Duration("start_grace", plain.StartGrace),
            LongestRun = map["longest_run"]?.Duration(),
            FailuresInARow = (int)map.Integer("failures_in_a_row", plain.FailuresInARow),
            Owner = map.Text("owner"),
            Severity = map.Text("severity", plain.Severity),
            IsPaused = map.Flag("paused", plain.IsPaused),
            Push = PushRuleSection.Read(map["push"]),
        };
    }

    private static ISchedule? Schedule(ConfigMap map)
    {
        var (cron, period, zone) = (map["schedule"], map["period"], map["zone"]);
        if (cron is not null && period is not null)
            map.Problems.Add(period.At, "both schedule and period are given", "keep one of them");
        if (period is not null)
        {
            if (period.Duration() is not { } every) return null;
            if (every > TimeSpan.Zero) return new PeriodSchedule(every);
            map.Problems.Add(period.At, "a period of 0 has no meaning",
                "write how often the job runs, such as 1h");
            return null;
        }

        if (cron?.Text() is not { } expression) return null;
        var schedule = CronSchedule.TryParse(expression, Zone(zone), out var problem);
        if (schedule is null) map.Problems.Add(cron.At, $"\"{expression}\": {problem}",
            "write it as 30 2 * * *");
        return schedule;
    }

    public static TimeZoneInfo Zone(ConfigNode? node)
    {
        if (node?.Text() is not { Length: > 0 } name) return TimeZoneInfo.Local;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        node.Problems.Add(node.At, $"\"{name}\" is not a time zone", "write it as Europe/Berlin or UTC");
        return TimeZoneInfo.Utc;
    }
}
