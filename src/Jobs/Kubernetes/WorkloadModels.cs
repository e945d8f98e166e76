using System.Globalization;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Makes a job's declaration of a CronJob. The next due time is computed from its schedule here and never
/// taken from Kubernetes, which would go silent together with what is to be watched.
/// </summary>
internal sealed class WorkloadModels(string feed, WorkloadOptions options)
{
    public JobModel Of(CronJobFacts cron)
    {
        var plain = new JobModel(WorkloadLabels.Of(cron.Name, options));
        return plain with
        {
            Feed = feed,
            Schedule = Schedule(cron),
            ForbidsOverlap = cron.ForbidsOverlap,
            IsPaused = cron.IsSuspended,
            StartGrace = Duration(cron, "start-grace") ?? options.StartGrace,
            LongestRun = Duration(cron, "longest-run") ?? options.LongestRun,
            FailuresInARow = Number(cron, "failures-in-a-row") ?? options.FailuresInARow,
            Owner = cron.Tuning.GetValueOrDefault("owner", ""),
            Severity = cron.Tuning.GetValueOrDefault("severity", options.Severity),
        };
    }

    /// <summary>A Job that nobody owns has no schedule, but it may fail or take too long.</summary>
    public JobModel OfLone(Labels labels) => new JobModel(labels) with
    {
        Feed = feed,
        LongestRun = options.LongestRun,
        FailuresInARow = options.FailuresInARow,
        Severity = options.Severity,
    };

    private CronSchedule? Schedule(CronJobFacts cron)
    {
        var (text, zone) = (cron.Schedule, cron.Zone);
        // Before the field timeZone there was a prefix, which the controller still understands.
        foreach (var prefix in (ReadOnlySpan<string>)["CRON_TZ=", "TZ="])
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) return null;
            (zone, text) = (text[prefix.Length..space], text[(space + 1)..]);
        }

        if (text.Length == 0) return null;
        var found = options.Zone;
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out found)) return null;
        return CronSchedule.TryParse(text, found!, out _);
    }

    private static TimeSpan? Duration(CronJobFacts cron, string name) =>
        cron.Tuning.TryGetValue(name, out var text) && PrometheusDuration.TryParse(text, out var duration)
            ? duration
            : null;

    private static int? Number(CronJobFacts cron, string name) =>
        cron.Tuning.TryGetValue(name, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
}
