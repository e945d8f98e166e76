using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Pushes as signs of life. A push belongs to the declared job whose labels it has; where none is declared,
/// the group itself is a job as soon as a push of it tells how a run went.
/// </summary>
public sealed class PushSigns(JobBoard board, TimeProvider time)
{
    internal const string Source = "push";

    /// <summary>Takes a push that the gateway has stored; returns when what it says is on disk.</summary>
    /// <param name="key">The grouping labels with job.</param>
    /// <param name="runId">
    /// The run whose start and end are told elsewhere: then the push only adds figures. Empty: none.
    /// </param>
    /// <exception cref="StoreException">It could not be stored.</exception>
    public async Task TakeAsync(
        Labels key, IReadOnlyList<MetricFamily> families, string runId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (runId.Length > 0)
        {
            var named = Labels.Of(LabelNames.Job, key[LabelNames.Job]);
            if (board.Find(named) is not null) await AddAsync(named, runId);
            return;
        }

        var known = board.FindDeclared(key) ?? board.Find(Identity(key));
        if (known?.Running.LastOrDefault(run => run.Source != Source) is { } running)
        {
            // Pings tell of this run: the push does not end it.
            await AddAsync(known.Labels, running.Id);
            return;
        }

        if (PushReader.Read(known, families) is not { } verdict) return;
        foreach (var signal in Signals(known?.Labels ?? Identity(key), verdict, now))
        {
            try
            {
                await board.ApplyAsync(
                    signal with { Metrics = PushedMetrics.Of(families, key) }, cancellation);
            }
            catch (JobLimitException)
            {
                // The push itself is stored and fine; there are too many jobs to watch one more.
                return;
            }
        }

        Task AddAsync(Labels job, string run) => board.ApplyAsync(
            new JobSignal(job, JobSignalKind.Log, now, Source)
            {
                RunId = run,
                Metrics = PushedMetrics.Of(families, key),
            }, cancellation);
    }

    private static IEnumerable<JobSignal> Signals(Labels job, PushVerdict verdict, DateTimeOffset now)
    {
        var runId = verdict.StartedAt is { } began ? $"push-{began.ToUnixTimeMilliseconds()}" : "";
        if (verdict.Succeeded is not { } succeeded)
        {
            if (verdict.StartedAt is not { } startedAt) yield break;
            yield return new JobSignal(job, JobSignalKind.Started, startedAt, Source) { RunId = runId };
            yield return new JobSignal(job, JobSignalKind.Log, now, Source) { RunId = runId };
            yield break;
        }

        yield return new JobSignal(
            job, succeeded ? JobSignalKind.Succeeded : JobSignalKind.Failed, now, Source)
        {
            RunId = runId,
            StartedAt = verdict.StartedAt ?? now - verdict.Duration,
            ExitCode = verdict.ExitCode,
            LastSuccess = verdict.LastSuccess,
        };
    }

    /// <summary>A group's key as a job's labels: without empty ones.</summary>
    private static Labels Identity(Labels key) =>
        key.Any(label => label.Value.Length == 0)
            ? Labels.From([.. key.Where(label => label.Value.Length > 0)])
            : key;
}
