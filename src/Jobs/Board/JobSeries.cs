using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Writes what is known of jobs as series, so that PromQL, rules and Grafana see them. A job that is gone
/// ends its series. For one thread.
/// </summary>
internal sealed class JobSeries(ISampleSink sink, TimeProvider time)
{
    /// <summary>How often they are written without a change; well within the lookback of a query.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The names written, for whoever wakes on them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "hotaru_job_last_run_timestamp_seconds", "hotaru_job_last_success_timestamp_seconds",
        "hotaru_job_last_duration_seconds", "hotaru_job_last_exit_code", "hotaru_job_failures_in_a_row",
        "hotaru_job_running", "hotaru_job_incident_open", "hotaru_job_state",
        "hotaru_job_next_due_timestamp_seconds",
    ];

    private readonly Dictionary<Labels, (Labels[] Series, SeriesReference[] References)> _known = [];

    /// <summary>Writes all jobs, and ends the series of those that are gone.</summary>
    public async Task WriteAllAsync(IReadOnlyCollection<JobState> jobs, CancellationToken cancellation)
    {
        if (_known.Count > jobs.Count) await EndAsync(jobs, cancellation);
        await WriteAsync(jobs, cancellation);
    }

    public async Task WriteAsync(IEnumerable<JobState> jobs, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = sink.Begin();
        foreach (var job in jobs)
        {
            if (!_known.TryGetValue(job.Labels, out var of)) of = _known[job.Labels] = Lay(job.Labels);
            for (var i = 0; i < Names.Count; i++)
            {
                if (Value(job, i) is { } value)
                    batch.Append(ref of.References[i], of.Series[i], now, value);
            }
        }

        await batch.CommitAsync(Durability.Journaled, null, cancellation);
    }

    private async Task EndAsync(IEnumerable<JobState> jobs, CancellationToken cancellation)
    {
        var gone = _known.Keys.Except(jobs.Select(job => job.Labels)).ToList();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var batch = sink.Begin();
        foreach (var job in gone)
        {
            _known.Remove(job, out var of);
            for (var i = 0; i < Names.Count; i++)
                batch.Append(ref of.References[i], of.Series[i], now, StaleMarker.Value);
        }

        await batch.CommitAsync(Durability.Journaled, null, cancellation);
    }

    private static double? Value(JobState job, int name) => name switch
    {
        0 => Seconds(job.LastRun?.OrderedAt),
        1 => Seconds(job.LastSuccessAt),
        2 => job.LastRun?.Duration?.TotalSeconds,
        3 => job.LastRun?.ExitCode,
        4 => job.FailuresInARow,
        5 => job.Running.Length,
        6 => job.Incident is null ? 0 : 1,
        7 => (int)job.Standing,
        _ => Seconds(job.DueAt),
    };

    private static (Labels[] Series, SeriesReference[] References) Lay(Labels job) =>
        ([.. Names.Select(name => job.With(LabelNames.MetricName, name))], new SeriesReference[Names.Count]);

    private static double? Seconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() / 1000.0;
}
