namespace Hotaru.Jobs;

/// <summary>Due a period after the last run; the first time a period after the job became known.</summary>
public sealed record PeriodSchedule(TimeSpan Period) : ISchedule
{
    public DateTimeOffset? Next(DateTimeOffset after, DateTimeOffset? lastRun)
    {
        if (lastRun is not { } last) return after + Period;
        var periods = Math.Max(1, (after - last).Ticks / Period.Ticks + 1);
        return last + (Period * periods);
    }
}
