using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What a sign of life does to a job: pure, so that every story can be told in a test.</summary>
internal static class JobSignals
{
    /// <summary>Output kept of a run; the tail, in characters.</summary>
    public const int MaxOutput = 10_000;

    /// <param name="nextIncidentId">Taken where an incident opens.</param>
    public static JobChange Apply(JobState job, JobSignal signal, Func<long> nextIncidentId) =>
        signal.Kind switch
        {
            JobSignalKind.Started => Start(job, signal),
            JobSignalKind.Log => Log(job, signal),
            _ => End(job, signal, nextIncidentId),
        };

    private static JobChange Start(JobState job, JobSignal signal)
    {
        if (signal.RunId.Length > 0 && (Find(job, signal.RunId) >= 0 || job.LastRun?.Id == signal.RunId))
            return JobChange.Nothing(job);
        var run = new JobRun(IdOf(signal), signal.At, null, RunOutcome.Running, signal.Source);
        var abandoned = Abandoned(job, signal);
        var state = job with
        {
            Running = job.Running.RemoveRange(abandoned).Add(run),
            SendsStarts = true,
            LastStartAt = Later(job.LastStartAt, signal.At),
            DueAt = DueAfter(job, signal.At),
            UnknownSince = null,
        };
        return new JobChange(state)
        {
            Runs = [.. abandoned.Select(r => r with { Outcome = RunOutcome.Abandoned, EndedAt = signal.At }),
                run],
        };
    }

    /// <summary>Without run ids two runs cannot overlap: the older one has died without a word.</summary>
    private static ImmutableArray<JobRun> Abandoned(JobState job, JobSignal signal) =>
        signal.RunId.Length > 0 ? [] : [.. job.Running.Where(r => r.Id.StartsWith('~'))];

    private static JobChange Log(JobState job, JobSignal signal)
    {
        var at = signal.RunId.Length > 0 ? Find(job, signal.RunId) : job.Running.Length - 1;
        if (at < 0) return JobChange.Nothing(job);
        var run = job.Running[at] with { Output = Tail(job.Running[at].Output + signal.Output) };
        return new JobChange(job with { Running = job.Running.SetItem(at, run) }) { Runs = [run] };
    }

    private static JobChange End(JobState job, JobSignal signal, Func<long> nextIncidentId)
    {
        if (signal.RunId.Length > 0 && job.LastRun?.Id == signal.RunId) return JobChange.Nothing(job);
        var at = signal.RunId.Length > 0 ? Find(job, signal.RunId) : job.Running.Length - 1;
        var begun = at >= 0 ? job.Running[at] : null;
        var succeeded = signal.Kind == JobSignalKind.Succeeded;
        var run = new JobRun(
            begun?.Id ?? IdOf(signal), begun?.StartedAt ?? signal.StartedAt, signal.At,
            succeeded ? RunOutcome.Succeeded : RunOutcome.Failed, signal.Source)
        {
            ExitCode = signal.ExitCode,
            Output = Tail((begun?.Output ?? "") + signal.Output),
            IsOverdue = begun?.IsOverdue ?? false,
        };
        var state = job with
        {
            Running = at >= 0 ? job.Running.RemoveAt(at) : job.Running,
            DueAt = DueAfter(job, run.OrderedAt),
            UnknownSince = null,
        };
        // What an older run says late is kept, and judges nothing: the newest run tells how the job is.
        if (job.LastRun is { } last && run.OrderedAt < last.OrderedAt)
            return new JobChange(state) { Runs = [run] };
        state = state with { LastRun = run };
        return succeeded ? Succeeded(state, run) : Failed(state, run, nextIncidentId);
    }

    private static JobChange Succeeded(JobState job, JobRun run)
    {
        var closed = job.Incident?.Close(run.EndedAt!.Value, "the next run succeeded");
        return new JobChange(job with { LastSuccess = run, FailuresInARow = 0, Incident = null })
        {
            Runs = [run],
            Closed = closed,
        };
    }

    private static JobChange Failed(JobState job, JobRun run, Func<long> nextIncidentId)
    {
        var state = job with { FailuresInARow = job.FailuresInARow + 1 };
        var enough = state.FailuresInARow >= job.Model.FailuresInARow && !job.Model.IsPaused;
        if (job.Incident is not null || enough)
        {
            var text = run.ExitCode is { } code ? $"the run failed with exit code {code}" : "the run failed";
            var entry = new IncidentEntry(run.EndedAt!.Value, IncidentEntryKind.Failed, text, RunId: run.Id);
            state = IncidentBook.Add(state, entry, nextIncidentId);
        }

        return new JobChange(state) { Runs = [run] };
    }

    /// <summary>The due time to wait for now that the job ran at a moment.</summary>
    private static DateTimeOffset? DueAfter(JobState job, DateTimeOffset ranAt)
    {
        if (job.Model.Schedule is not { } schedule) return null;
        if (job.DueAt is not { } due) return schedule.Next(ranAt, ranAt);
        // A run may begin a little before its due time by its own clock; that is the run it was due for.
        return ranAt >= due - JobClocks.EarlyStart ? schedule.Next(Later(due, ranAt), ranAt)
            : schedule is PeriodSchedule ? schedule.Next(ranAt, ranAt) : due;
    }

    private static string IdOf(JobSignal signal) =>
        signal.RunId.Length > 0 ? signal.RunId : $"~{signal.At.ToUnixTimeMilliseconds()}";

    private static int Find(JobState job, string runId)
    {
        for (var i = 0; i < job.Running.Length; i++)
        {
            if (job.Running[i].Id == runId) return i;
        }

        return -1;
    }

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a is { } x && x > b ? x : b;

    private static string Tail(string text) => text.Length <= MaxOutput ? text : text[^MaxOutput..];
}
