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

    /// <summary>The least time that a run may be silent; else it is eight times what was promised.</summary>
    private static readonly TimeSpan LeastSilence = TimeSpan.FromMinutes(2);

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
        while (state.DueAt is { } due && Deadline(state, due) <= now)
        {
            var next = state.Model.Schedule!.Next(due, state.LastRun?.OrderedAt);
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
        DateTimeOffset? next = job.DueAt is { } due ? Deadline(job, due) : null;
        foreach (var run in job.Running)
        {
            next = Earlier(next, run.IsOverdue ? null : run.OrderedAt + job.Model.LongestRun);
            next = Earlier(next, SilentAt(run));
        }

        return next;
    }

    /// <summary>The due time to wait for now that the job ran at a moment.</summary>
    public static DateTimeOffset? DueAfter(JobState job, DateTimeOffset ranAt)
    {
        if (job.Model.Schedule is not { } schedule) return null;
        if (job.DueAt is not { } due) return schedule.Next(ranAt, ranAt);
        // A run may begin a little before its due time by its own clock; that is the run it was due for.
        return ranAt >= due - EarlyStart ? schedule.Next(JobSignals.Later(due, ranAt), ranAt)
            : schedule is PeriodSchedule ? schedule.Next(ranAt, ranAt) : due;
    }

    private static JobState FirstDue(JobState job, DateTimeOffset now) =>
        job.Model.Schedule is null || job.DueAt is not null
            ? job
            : job with { DueAt = job.Model.Schedule.Next(now, job.LastRun?.OrderedAt) };

    /// <summary>
    /// A job of which only ends are heard cannot be seen to start: its run has to be over by then.
    /// </summary>
    private static DateTimeOffset Deadline(JobState job, DateTimeOffset due) =>
        due + job.Model.StartGrace + (job.SendsStarts ? TimeSpan.Zero
            : job.Model.LongestRun ?? TimeSpan.Zero);

    private static JobState NotStarted(JobState job, DateTimeOffset now, Func<long> nextIncidentId)
    {
        while (job.DueAt is { } due && Deadline(job, due) < now)
        {
            var text = $"was due at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z and did not start";
            var entry = new IncidentEntry(Deadline(job, due), IncidentEntryKind.NotStarted, text);
            job = job with
            {
                Incident = Incident.Add(job.Incident, job.Labels, entry, nextIncidentId),
                DueAt = job.Model.Schedule!.Next(due, job.LastRun?.OrderedAt),
            };
        }

        return job;
    }

    private static JobState JudgeRun(
        JobState job, int at, DateTimeOffset now, List<JobRun> changed, Func<long> nextIncidentId)
    {
        var run = job.Running[at];
        if (!run.IsOverdue && run.OrderedAt + job.Model.LongestRun is { } end && end < now)
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
