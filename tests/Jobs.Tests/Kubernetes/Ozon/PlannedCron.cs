namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>
/// One CronJob over the whole time: its schedule, its runs, and the verdicts that they deserve.
/// </summary>
internal sealed class PlannedCron(string name, CronKind kind, string schedule, DateTimeOffset createdAt)
{
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly CronSchedule _schedule = CronSchedule.TryParse(schedule, TimeZoneInfo.Utc, out _)!;

    public string Name => name;

    public CronKind Kind => kind;

    public string Schedule => schedule;

    public DateTimeOffset CreatedAt => createdAt;

    public DateTimeOffset DeletedAt { get; set; } = DateTimeOffset.MaxValue;

    public (DateTimeOffset From, DateTimeOffset Until) Suspended { get; set; } =
        (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);

    public List<PlannedRun> Runs { get; } = [];

    /// <summary>Due times that the controller let pass without a Job.</summary>
    public List<DateTimeOffset> Missed { get; } = [];

    public IEnumerable<DateTimeOffset> DueTimes(DateTimeOffset from, DateTimeOffset until)
    {
        for (var due = _schedule.Next(from, null); due is { } at && at < until;
            due = _schedule.Next(at, null))
        {
            if (at < Suspended.From || at >= Suspended.Until) yield return at;
        }
    }

    /// <summary>What must be told from a moment on, computed from the plan alone.</summary>
    public IReadOnlyList<PlannedIncident> Incidents(DateTimeOffset from, DateTimeOffset until)
    {
        var events = new List<(DateTimeOffset At, IncidentEntryKind? Trouble)>();
        foreach (var run in Runs)
        {
            if (run.Start + Longest < run.End) events.Add((run.Start + Longest, IncidentEntryKind.TooLong));
            events.Add((run.End, run.Succeeds ? null : IncidentEntryKind.Failed));
        }

        events.AddRange(Missed.Select(due =>
            (due + Grace, (IncidentEntryKind?)IncidentEntryKind.NotStarted)));
        var incidents = new List<PlannedIncident>();
        PlannedIncident? open = null;
        foreach (var (at, trouble) in events.Where(e => e.At > from && e.At < until).OrderBy(e => e.At))
        {
            if (trouble is { } kind)
            {
                open = open is null
                    ? new PlannedIncident(kind, at, 1, null)
                    : open with { Verdicts = open.Verdicts + 1 };
            }
            else if (open is not null)
            {
                incidents.Add(open with { ClosedAt = at });
                open = null;
            }
        }

        if (open is not null) incidents.Add(open);
        return incidents;
    }
}
