using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>All that is to be seen of one job's runs.</summary>
/// <param name="Cron">Null where no CronJob owns it, or where the CronJob is gone.</param>
internal sealed record SeenRuns(Labels Job, CronJobFacts? Cron, IReadOnlyList<JobFacts> Runs);
