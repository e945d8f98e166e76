using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Tells the board of runs, such that the newest one says how the job is.</summary>
/// <param name="isCatchUp">Whether this is the first look, or the first one after a gap.</param>
internal sealed class RunTeller(
    string source, JobBoard board, WorkloadOptions options, DateTimeOffset heardAt, bool isCatchUp)
{
    public async Task TellAsync(
        IEnumerable<SeenRuns> jobs, IReadOnlyDictionary<WorkloadName, JobFacts> before,
        CancellationToken cancellation)
    {
        foreach (var seen in jobs)
        {
            var lost = Lost(seen);
            var runs = (lost is null ? seen.Runs : seen.Runs.Append(lost))
                .Where(run => run.StartedAt is not null || run.EndedAt is not null)
                .OrderBy(run => run.StartedAt ?? run.EndedAt).ToList();
            foreach (var run in isCatchUp ? InOrder(seen.Job, runs) : runs)
            {
                var old = before.GetValueOrDefault(run.Name);
                if (isCatchUp || old?.Phase != run.Phase || old.CreatedAt != run.CreatedAt)
                    await TellAsync(seen.Job, run, cancellation);
            }
        }
    }

    /// <summary>
    /// A Job may come and go between two looks; that the controller made it says at least that it started.
    /// </summary>
    public async Task TellScheduledAsync(CronJobFacts cron, CancellationToken cancellation)
    {
        if (cron.LastScheduledAt is not { } at) return;
        var labels = WorkloadLabels.Of(cron.Name, options);
        if (board.Find(labels)?.DueAt is { } due && due <= at)
            await SayAsync(labels, JobSignalKind.Scheduled, at, "", cancellation);
    }

    public async Task GiveUpAsync(IEnumerable<(Labels Job, string Run)> gone, CancellationToken cancellation)
    {
        foreach (var (job, run) in gone)
            await SayAsync(job, JobSignalKind.Abandoned, heardAt, run, cancellation);
    }

    /// <summary>
    /// History in such an order that it raises no alarm over what was made good since: from the last success
    /// on as it happened, and then what was before, which as the word of older runs judges nothing.
    /// </summary>
    private IEnumerable<JobFacts> InOrder(Labels job, List<JobFacts> runs)
    {
        var known = board.Find(job)?.LastRun?.OrderedAt;
        if (known is { } last)
            return runs.Where(run => run.Phase == JobPhase.Running || (run.StartedAt ?? run.EndedAt) > last);
        var success = runs.FindLastIndex(run => run.Phase == JobPhase.Succeeded);
        if (success < 0) return runs;
        return runs.Skip(success).Concat(runs.Take(success).Reverse());
    }

    /// <summary>
    /// The success that the CronJob knows of and whose Job is gone already, if there is one.
    /// </summary>
    private JobFacts? Lost(SeenRuns seen)
    {
        if (seen.Cron is not { LastSucceededAt: { } at } cron) return null;
        var job = board.Find(seen.Job);
        if (job?.LastSuccessAt >= at || job?.LastRun?.OrderedAt >= at) return null;
        if (seen.Runs.Any(run => run.Phase == JobPhase.Succeeded && run.EndedAt >= at)) return null;
        var names = seen.Runs.Select(WorkloadLabels.RunOf).ToHashSet(StringComparer.Ordinal);
        var under = job?.Running.FirstOrDefault(run => run.Source == source && !names.Contains(run.Id));
        var id = under?.Id ?? $"{cron.Name.Name}@{at.ToUnixTimeSeconds()}";
        return new JobFacts(cron.Name with { Name = id })
        {
            OwnerKind = "CronJob",
            OwnerName = cron.Name.Name,
            StartedAt = under?.StartedAt ?? (cron.LastScheduledAt <= at ? cron.LastScheduledAt : null),
            EndedAt = at,
            Phase = JobPhase.Succeeded,
        };
    }

    private Task TellAsync(Labels job, JobFacts run, CancellationToken cancellation)
    {
        var id = WorkloadLabels.RunOf(run);
        if (run.Phase == JobPhase.Running)
            return SayAsync(job, JobSignalKind.Started, run.StartedAt!.Value, id, cancellation);
        if (run.Phase is not (JobPhase.Succeeded or JobPhase.Failed)) return Task.CompletedTask;
        // kube-state-metrics has no time of a failure: it is when it was first seen.
        var isHistory = isCatchUp && board.Find(job)?.LastRun is null;
        var end = run.EndedAt ?? (isHistory ? run.StartedAt : null) ?? heardAt;
        var kind = run.Phase == JobPhase.Succeeded ? JobSignalKind.Succeeded : JobSignalKind.Failed;
        var signal = new JobSignal(job, kind, end, source)
        {
            RunId = id,
            StartedAt = run.StartedAt,
            ExitCode = run.Phase == JobPhase.Succeeded ? 0 : run.ExitCode,
            Output = Words(run),
        };
        return board.ApplyAsync(signal, cancellation);
    }

    private static string Words(JobFacts run) =>
        run.Reason.Length > 0 && run.Message.Length > 0 ? $"{run.Reason}: {run.Message}\n"
        : run.Reason.Length > 0 ? run.Reason + "\n"
        : run.Message.Length > 0 ? run.Message + "\n" : "";

    private Task SayAsync(
        Labels job, JobSignalKind kind, DateTimeOffset at, string run, CancellationToken cancellation) =>
        board.ApplyAsync(new JobSignal(job, kind, at, source) { RunId = run }, cancellation);
}
