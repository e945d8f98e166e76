using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What a sign of life does to a job: pure, so that every story can be told in a test.</summary>
internal static class JobSignals
{
    /// <summary>Output kept of a run; the tail, in characters.</summary>
    public const int MaxOutput = 10_000;

    /// <summary>Figures kept of a run.</summary>
    public const int MaxMetrics = 100;

    /// <summary>Runs of one job that may be under way; the oldest is given up where there are more.</summary>
    public const int MaxRunning = 100;

    /// <param name="nextIncidentId">Taken where an incident opens.</param>
    public static JobChange Apply(JobState job, JobSignal signal, Func<long> nextIncidentId)
    {
        if (signal.RunId.Length > 0 && job.Recent.HasEnded(signal.RunId)) return JobChange.Nothing(job);
        return signal.Kind switch
        {
            JobSignalKind.Started => Start(job, signal),
            JobSignalKind.Log => Log(job, signal),
            JobSignalKind.Scheduled => Schedule(job, signal),
            JobSignalKind.Abandoned => Abandon(job, signal),
            _ => RunEnd.Apply(job, signal, nextIncidentId),
        };
    }

    public static int Find(JobState job, JobSignal signal)
    {
        if (signal.RunId.Length == 0) return job.Running.Length - 1;
        for (var i = 0; i < job.Running.Length; i++)
        {
            if (job.Running[i].Id == signal.RunId) return i;
        }

        return -1;
    }

    /// <summary>A run with what a signal brings: output, figures, and that it was heard.</summary>
    public static JobRun Take(JobRun run, JobSignal signal) => run with
    {
        Output = signal.Output.Length == 0 ? run.Output : Tail(run.Output + signal.Output),
        Metrics = Merge(run.Metrics, signal.Metrics),
        Beat = signal.Beat ?? run.Beat,
        HeardAt = signal.Beat is null && run.Beat is null ? null : Later(run.HeardAt, signal.At),
        IsSilent = false,
    };

    public static string IdOf(JobSignal signal) =>
        signal.RunId.Length > 0 ? signal.RunId : $"~{signal.At.ToUnixTimeMilliseconds()}";

    public static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a is { } x && x > b ? x : b;

    private static JobChange Start(JobState job, JobSignal signal)
    {
        if (signal.RunId.Length > 0 && Find(job, signal) >= 0) return JobChange.Nothing(job);
        var run = Take(
            new JobRun(IdOf(signal), signal.At, null, RunOutcome.Running, signal.Source), signal) with
        {
            ToldAt = signal.ArrivedAt - signal.At > JobClocks.LateWord ? signal.ArrivedAt : null,
        };
        ImmutableArray<JobRun> abandoned = [.. Abandoned(job, signal)];
        var state = job with
        {
            Running = job.Running.RemoveRange(abandoned).Add(run),
            Recent = abandoned.Aggregate(job.Recent, (recent, gone) => recent.With(GiveUp(gone, signal.At))),
            SendsStarts = true,
            DueAt = JobClocks.DueAfter(job, signal.At),
            UnknownSince = null,
        };
        return new JobChange(state) { Runs = [.. abandoned.Select(r => GiveUp(r, signal.At)), run] };
    }

    /// <summary>
    /// Without run ids two runs cannot overlap: the older one has died without a word. So has one that had
    /// promised to be heard and is silent.
    /// </summary>
    private static IEnumerable<JobRun> Abandoned(JobState job, JobSignal signal)
    {
        foreach (var run in job.Running)
        {
            if (run.IsSilent || (signal.RunId.Length == 0 && run.IsNameless)) yield return run;
            else if (job.Running.Length >= MaxRunning && run == job.Running[0]) yield return run;
        }
    }

    public static JobRun GiveUp(JobRun run, DateTimeOffset at) =>
        run with { Outcome = RunOutcome.Abandoned, EndedAt = at };

    private static JobChange Schedule(JobState job, JobSignal signal)
    {
        var due = JobClocks.DueAfter(job, signal.At);
        return due == job.DueAt ? JobChange.Nothing(job) : new JobChange(job with { DueAt = due });
    }

    private static JobChange Abandon(JobState job, JobSignal signal)
    {
        var at = Find(job, signal);
        if (at < 0) return JobChange.Nothing(job);
        var run = GiveUp(job.Running[at], signal.At);
        var state = job with { Running = job.Running.RemoveAt(at), Recent = job.Recent.With(run) };
        return new JobChange(state) { Runs = [run] };
    }

    private static JobChange Log(JobState job, JobSignal signal)
    {
        var at = Find(job, signal);
        if (at < 0) return JobChange.Nothing(job);
        var run = Take(job.Running[at], signal);
        var state = job with { Running = job.Running.SetItem(at, run) };
        var saysNothing = signal.Output.Length == 0 && signal.Metrics.IsEmpty && !job.Running[at].IsSilent;
        return new JobChange(state) { Runs = [run], IsFleeting = saysNothing };
    }

    private static ImmutableArray<RunMetric> Merge(
        ImmutableArray<RunMetric> before, ImmutableArray<RunMetric> added)
    {
        if (added.IsEmpty) return before;
        var names = added.Select(m => m.Series).ToHashSet(StringComparer.Ordinal);
        return [.. before.Where(m => !names.Contains(m.Series)).Concat(added).Take(MaxMetrics)];
    }

    private static string Tail(string text) => text.Length <= MaxOutput ? text : text[^MaxOutput..];
}
