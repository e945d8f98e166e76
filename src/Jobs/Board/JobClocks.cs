using System.Collections.Immutable;

namespace Hotaru.Jobs;

/// <summary>
/// The clocks of a job: start grace, longest run, next due, and how long a run may be silent that promised
/// to be heard. Pure; time comes in as a value.
/// </summary>
internal static class JobClocks
{
    /// <summary>How long before its due time a start still counts as the run that was due.</summary>
    public static readonly TimeSpan EarlyStart = TimeSpan.FromSeconds(30);

    /// <summary>Word of a start that took longer to come; that of the end may be right behind it.</summary>
    public static readonly TimeSpan LateWord = TimeSpan.FromSeconds(30);

    /// <summary>The least time that a run may be silent; else it is eight times what was promised.</summary>
    private static readonly TimeSpan LeastSilence = TimeSpan.FromMinutes(2);

    /// <summary>How long a source of jobs may be silent before what was due in the meantime is unknown.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    /// <summary>What the clocks say now. Nothing is said while the job is paused.</summary>
    public static JobChange Tick(JobState job, DateTimeOffset now, Func<long> nextIncidentId)
    {
        if (job.Model.IsPaused) return JobChange.Nothing(job);
        var state = FirstDue(job, now);
        var runs = new List<JobRun>();
        for (var i = 0; i < state.Running.Length; i++)
            state = JudgeRun(state, i, now, runs, nextIncidentId);
        state = NotStarted(state, now, nextIncidentId);
        return ReferenceEquals(state, job) ? JobChange.Nothing(job) : new JobChange(state) { Runs = runs };
    }

    /// <summary>
    /// Lets the due times of a window pass unjudged, because the appliance was down then or its clock was not
    /// to be trusted; a job that was due in it is unknown until its next sign of life.
    /// </summary>
    public static JobChange Skip(JobState job, DateTimeOffset from, DateTimeOffset now)
    {
        if (from > now) return new JobChange(ClockSteps.Back(job, now));
        var state = FirstDue(job, from);
        while (state.Model.Schedule is { } schedule && state.DueAt is { } due && Deadline(state, due) <= now)
        {
            var next = schedule.Next(due, state.LastRun?.OrderedAt);
            state = state with { DueAt = next, UnknownSince = state.UnknownSince ?? due };
        }

        var isHearing = state.Running.Any(run => run.Beat is not null && run.HeardAt < now);
        if (isHearing) state = state with { Running = [.. state.Running.Select(run => HeardNow(run, now))] };
        return ReferenceEquals(state, job) ? JobChange.Nothing(job) : new JobChange(state);
    }

    /// <summary>When something can change by itself next; null where nothing will.</summary>
    public static DateTimeOffset? NextMoment(JobState job)
    {
        if (job.Model.IsPaused) return null;
        var next = JudgedAt(job);
        foreach (var run in job.Running)
        {
            next = Earlier(next, run.IsOverdue ? null : OverdueAt(job, run));
            next = Earlier(next, SilentAt(run));
        }

        return next;
    }

    /// <summary>When a job that has not started by then is late; null without a schedule.</summary>
    public static DateTimeOffset? JudgedAt(JobState job) =>
        job.DueAt is { } due && job.Model is { Schedule: not null, IsPaused: false }
            ? Deadline(job, due)
            : null;

    /// <summary>A job that was due while its source was silent is unknown, and not yet late.</summary>
    public static JobChange Unheard(JobState job, DateTimeOffset now) =>
        IsUnheard(job, now)
            ? new JobChange(job with { UnknownSince = job.DueAt })
            : JobChange.Nothing(job);

    public static bool IsUnheard(JobState job, DateTimeOffset now) =>
        job.Model.Feed.Length > 0 && job.UnknownSince is null && JudgedAt(job) + LongestSilence < now;

    /// <summary>The due time to wait for now that the job ran at a moment.</summary>
    public static DateTimeOffset? DueAfter(JobState job, DateTimeOffset ranAt)
    {
        if (job.Model.Schedule is not { } schedule) return null;
        if (job.DueAt is not { } due) return schedule.Next(ranAt, ranAt);
        // A run may begin a little before its due time by its own clock; that is the run it was due for.
        return ranAt >= due - EarlyStart ? schedule.Next(JobSignals.Later(due, ranAt), ranAt)
            : schedule is PeriodSchedule ? schedule.Next(ranAt, ranAt) : due;
    }

    /// <summary>Whether a moment is one of a schedule's due times.</summary>
    public static bool IsDueTime(ISchedule? schedule, DateTimeOffset? moment) =>
        moment is { } due && schedule is CronSchedule && schedule.Next(due.AddSeconds(-1), null) == due;

    private static JobState FirstDue(JobState job, DateTimeOffset now) =>
        job.Model.Schedule is null || job.DueAt is not null
            ? job
            : job with { DueAt = job.Model.Schedule.Next(now, job.LastRun?.OrderedAt) };

    /// <summary>
    /// A job of which only ends are heard cannot be seen to start: its run has to be over by then.
    /// </summary>
    private static DateTimeOffset Deadline(JobState job, DateTimeOffset due) =>
        due + job.Model.StartGrace + (job.SendsStarts || job.Model.Feed.Length > 0
            ? TimeSpan.Zero
            : job.Model.LongestRun ?? TimeSpan.Zero);

    private static JobState NotStarted(JobState job, DateTimeOffset now, Func<long> nextIncidentId)
    {
        while (JudgedAt(job) is { } deadline && deadline < now)
        {
            var due = job.DueAt!.Value;
            if (job.Model.ForbidsOverlap && job.Running.Length > 0)
            {
                job = job with { DueAt = job.Model.Schedule!.Next(due, job.LastRun?.OrderedAt) };
                continue;
            }

            var text = $"was due at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z and did not start";
            var entry = new IncidentEntry(deadline, IncidentEntryKind.NotStarted, text);
            job = job with
            {
                Incident = Incident.Add(job.Incident, job.Labels, entry, nextIncidentId),
                DueAt = job.Model.Schedule!.Next(due, job.LastRun?.OrderedAt),
                UnknownSince = job.Model.Feed.Length > 0 ? null : job.UnknownSince,
            };
        }

        return job;
    }

    private static JobState JudgeRun(
        JobState job, int at, DateTimeOffset now, List<JobRun> changed, Func<long> nextIncidentId)
    {
        var run = job.Running[at];
        if (!run.IsOverdue && OverdueAt(job, run) is { } end && end < now)
        {
            run = run with { IsOverdue = true };
            var text = $"runs since {run.OrderedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";
            job = Say(job, new IncidentEntry(end, IncidentEntryKind.TooLong, text, RunId: run.Id));
        }

        if (SilentAt(run) is { } silent && silent < now)
        {
            var text = $"nothing was heard of the run since {run.HeardAt!.Value.UtcDateTime:HH:mm:ss}Z";
            run = run with { IsSilent = true };
            job = Say(job, new IncidentEntry(silent, IncidentEntryKind.NoData, text, RunId: run.Id));
        }

        if (ReferenceEquals(run, job.Running[at])) return job;
        changed.Add(run);
        return job with { Running = job.Running.SetItem(at, run) };

        JobState Say(JobState state, IncidentEntry entry) => state with
        {
            Incident = Incident.Add(state.Incident, state.Labels, entry, nextIncidentId),
        };
    }

    private static DateTimeOffset? OverdueAt(JobState job, JobRun run)
    {
        var end = run.OrderedAt + job.Model.LongestRun;
        return run.ToldAt + LateWord > end ? run.ToldAt + LateWord : end;
    }

    private static DateTimeOffset? SilentAt(JobRun run)
    {
        if (run.IsSilent || run.Beat is not { } beat) return null;
        var patience = beat * 8;
        return run.HeardAt + (patience > LeastSilence ? patience : LeastSilence);
    }

    private static JobRun HeardNow(JobRun run, DateTimeOffset now) =>
        run.Beat is null ? run : run with { HeardAt = now };

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) =>
        a is null || b < a ? b ?? a : a;
}
