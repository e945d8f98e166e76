using System.Collections.Immutable;

namespace Hotaru.Jobs;

/// <summary>What the end of a run does to its job: pure.</summary>
internal static class RunEnd
{
    public static JobChange Apply(JobState job, JobSignal signal, Func<long> nextIncidentId)
    {
        var at = JobSignals.Find(job, signal);
        var run = Ended(at >= 0 ? job.Running[at] : null, signal);
        ImmutableArray<JobRun> lost = [.. Lost(job, run)];
        var state = job with
        {
            Running = (at >= 0 ? job.Running.RemoveAt(at) : job.Running).RemoveRange(lost),
            Recent = lost.Aggregate(job.Recent, (recent, gone) =>
                recent.With(JobSignals.GiveUp(gone, signal.At))).With(run),
            DueAt = JobClocks.DueAfter(job, run.OrderedAt),
            UnknownSince = null,
            SuccessMetric = signal.LastSuccess?.Name ?? job.SuccessMetric,
            SuccessTime = signal.LastSuccess?.Value ?? job.SuccessTime,
        };
        var runs = lost.Select(gone => JobSignals.GiveUp(gone, signal.At)).Append(run).ToList();
        // What an older run says late is kept, and judges nothing: the newest run tells how the job is.
        // Of senders that tell no runs apart the last word is that of the last run.
        var isOlder = job.LastRun is { } last && (run.IsNameless
            ? run.EndedAt < last.EndedAt
            : run.OrderedAt < last.OrderedAt);
        if (isOlder)
            return new JobChange(state) { Runs = runs };
        state = state with { LastRun = run.Slim() };
        return run.Outcome == RunOutcome.Succeeded
            ? Succeeded(state, run, runs)
            : Failed(state, run, runs, nextIncidentId);
    }

    private static JobRun Ended(JobRun? begun, JobSignal signal)
    {
        var outcome =
            signal.Kind == JobSignalKind.Succeeded ? RunOutcome.Succeeded : RunOutcome.Failed;
        begun ??= new JobRun(JobSignals.IdOf(signal), signal.StartedAt, null, outcome, signal.Source);
        var ended = JobSignals.Take(begun, signal with { Beat = null }) with
        {
            EndedAt = signal.At,
            Outcome = outcome,
            ExitCode = signal.ExitCode,
            HeardAt = null,
            Beat = null,
        };
        // A clock that was set between the two must not make a run end before it began.
        return ended.StartedAt > ended.EndedAt ? ended with { StartedAt = ended.EndedAt } : ended;
    }

    /// <summary>Older runs that were silent or over their time when a newer one ended: nobody will end them.
    /// </summary>
    private static IEnumerable<JobRun> Lost(JobState job, JobRun ended) =>
        job.Running.Where(r => r.Id != ended.Id && (r.IsSilent || r.IsOverdue)
            && r.OrderedAt < ended.OrderedAt);

    private static JobChange Succeeded(JobState job, JobRun run, IReadOnlyList<JobRun> runs)
    {
        var closed = job.Incident?.Close(run.EndedAt!.Value, "the next run succeeded");
        var state = job with { LastSuccessAt = run.EndedAt, FailuresInARow = 0, Incident = null };
        return new JobChange(state) { Runs = runs, Closed = closed };
    }

    private static JobChange Failed(
        JobState job, JobRun run, IReadOnlyList<JobRun> runs, Func<long> nextIncidentId)
    {
        var state = job with { FailuresInARow = job.FailuresInARow + 1 };
        var enough = state.FailuresInARow >= job.Model.FailuresInARow && !job.Model.IsPaused;
        if (job.Incident is not null || enough)
        {
            var text = run.ExitCode is { } code ? $"the run failed with exit code {code}" : "the run failed";
            var entry = new IncidentEntry(run.EndedAt!.Value, IncidentEntryKind.Failed, text, RunId: run.Id);
            state = state with { Incident = Incident.Add(job.Incident, job.Labels, entry, nextIncidentId) };
        }

        return new JobChange(state) { Runs = runs };
    }
}
