using System.Collections.Immutable;

namespace Hotaru.Jobs;

/// <summary>
/// The clocks of a job: start grace, longest run, next due. Pure; time comes in as a value.
/// </summary>
internal static class JobClocks
{
    /// <summary>How long before its due time a start still counts as the run that was due.</summary>
    public static readonly TimeSpan EarlyStart = TimeSpan.FromSeconds(30);

    /// <summary>What the clocks say now. Nothing is said while the job is paused.</summary>
    public static JobChange Tick(JobState job, DateTimeOffset now, Func<long> nextIncidentId)
    {
        if (job.Model.IsPaused) return JobChange.Nothing(job);
        var state = FirstDue(job, now);
        var runs = new List<JobRun>();
        state = Overdue(state, now, runs, nextIncidentId);
        state = NotStarted(state, now, nextIncidentId);
        return ReferenceEquals(state, job) ? JobChange.Nothing(job) : new JobChange(state) { Runs = runs };
    }

    /// <summary>
    /// Lets the due times of a window pass unjudged, because the appliance was down then or its clock was not
    /// to be
    /// trusted; a job that was due in it is unknown until its next sign of life.
    /// </summary>
    public static JobState Skip(JobState job, DateTimeOffset from, DateTimeOffset now)
    {
        var state = FirstDue(job, from);
        while (state.DueAt is { } due && Deadline(state, due) <= now)
        {
            var next = state.Model.Schedule!.Next(due, state.LastRun?.OrderedAt);
            state = state with { DueAt = next, UnknownSince = state.UnknownSince ?? due };
        }

        return state;
    }

    /// <summary>When something can change by itself next; null where nothing will.</summary>
    public static DateTimeOffset? NextMoment(JobState job)
    {
        if (job.Model.IsPaused) return null;
        DateTimeOffset? next = job.DueAt is { } due ? Deadline(job, due) : null;
        if (job.Model.LongestRun is not { } longest) return next;
        foreach (var run in job.Running)
        {
            if (run.IsOverdue) continue;
            var end = run.OrderedAt + longest;
            if (next is null || end < next) next = end;
        }

        return next;
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
            var text = $"was due at {due:yyyy-MM-dd HH:mm:ss}Z and did not start";
            var entry = new IncidentEntry(Deadline(job, due), IncidentEntryKind.NotStarted, text);
            job = IncidentBook.Add(job, entry, nextIncidentId);
            job = job with { DueAt = job.Model.Schedule!.Next(due, job.LastRun?.OrderedAt) };
        }

        return job;
    }

    private static JobState Overdue(
        JobState job, DateTimeOffset now, List<JobRun> changed, Func<long> nextIncidentId)
    {
        if (job.Model.LongestRun is not { } longest) return job;
        for (var i = 0; i < job.Running.Length; i++)
        {
            var run = job.Running[i];
            var end = run.OrderedAt + longest;
            if (run.IsOverdue || end >= now) continue;
            run = run with { IsOverdue = true };
            changed.Add(run);
            var entry = new IncidentEntry(
                end, IncidentEntryKind.TooLong, $"runs since {run.OrderedAt:yyyy-MM-dd HH:mm:ss}Z",
                    RunId: run.Id);
            job = IncidentBook.Add(job with { Running = job.Running.SetItem(i, run) }, entry, nextIncidentId);
        }

        return job;
    }
}
