using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Writes what is known of jobs as series, so that PromQL, rules and Grafana see them: the times of the last
/// run and
/// the last success, the last duration, exit code, failures in a row, and whether an incident is open.
/// </summary>
internal sealed class JobSeries(ISampleSink sink, TimeProvider time)
{
    /// <summary>How often they are written without a change; well within the lookback of a query.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The names written, for whoever wakes on them.</summary>
    public static readonly IReadOnlyCollection<string> Names =
    [
        "hotaru_job_last_run_timestamp_seconds", "hotaru_job_last_success_timestamp_seconds",
        "hotaru_job_last_duration_seconds", "hotaru_job_last_exit_code", "hotaru_job_failures_in_a_row",
        "hotaru_job_running", "hotaru_job_incident_open",
    ];

    public async Task WriteAsync(IEnumerable<JobState> jobs, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = sink.Begin();
        foreach (var job in jobs)
        {
            Add(batch, job, "hotaru_job_last_run_timestamp_seconds", now, Seconds(job.LastRun?.OrderedAt));
            Add(batch, job, "hotaru_job_last_success_timestamp_seconds", now,
                Seconds(job.LastSuccess?.EndedAt));
            Add(batch, job, "hotaru_job_last_duration_seconds", now, job.LastRun?.Duration?.TotalSeconds);
            Add(batch, job, "hotaru_job_last_exit_code", now, job.LastRun?.ExitCode);
            Add(batch, job, "hotaru_job_failures_in_a_row", now, job.FailuresInARow);
            Add(batch, job, "hotaru_job_running", now, job.Running.Length);
            Add(batch, job, "hotaru_job_incident_open", now, job.Incident is null ? 0 : 1);
        }

        await batch.CommitAsync(Durability.Journaled, null, cancellation);
    }

    private static void Add(ISampleBatch batch, JobState job, string name, long now, double? value)
    {
        if (value is not { } number) return;
        var reference = default(SeriesReference);
        batch.Append(ref reference, job.Labels.With(LabelNames.MetricName, name), now, number);
    }

    private static double? Seconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;
}
