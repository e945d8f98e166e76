namespace Hotaru.Jobs;

/// <summary>When a job is due.</summary>
public interface ISchedule
{
    /// <summary>The first due time after a moment; null where there is none in the next years.</summary>
    /// <param name="after">The moment; a due time equal to it does not count.</param>
    /// <param name="lastRun">When the job last ran, for schedules that count from there; null before.</param>
    DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset? lastRun);
}
