namespace Hotaru.Jobs;

/// <summary>
/// What a clock that was set back does to a job: what is in the future now is taken for now, or nothing new
/// would count until that time comes again.
/// </summary>
internal static class ClockSteps
{
    public static JobState Back(JobState job, DateTimeOffset now)
    {
        var last = job.LastRun is { } run ? Back(run, now) : null;
        var next = job.Model.Schedule?.Next(now, last?.OrderedAt);
        return job with
        {
            LastRun = last,
            Running = [.. job.Running.Select(r => Back(r, now))],
            Recent = job.Recent.Until(now.ToUnixTimeMilliseconds()),
            LastSuccessAt = Earlier(job.LastSuccessAt, now),
            DueAt = next < job.DueAt ? next : job.DueAt,
        };
    }

    private static JobRun Back(JobRun run, DateTimeOffset now) => run with
    {
        StartedAt = Earlier(run.StartedAt, now),
        EndedAt = Earlier(run.EndedAt, now),
        HeardAt = Earlier(run.HeardAt, now),
    };

    private static DateTimeOffset? Earlier(DateTimeOffset? at, DateTimeOffset now) => at > now ? now : at;
}
