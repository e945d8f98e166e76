namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>
/// Two hundred CronJobs over thirty days and three days of history, from one seed, as Kubernetes would run
/// them: the last three successes and the last failure are kept, the rest is deleted.
/// </summary>
internal sealed class ClusterPlan
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = Start.AddDays(30);
    private static readonly DateTimeOffset History = Start.AddDays(-3);
    private static readonly (CronKind Kind, int Count)[] Mix =
    [
        (CronKind.Healthy, 90), (CronKind.KeepsNoSuccess, 10), (CronKind.FailsSometimes, 30),
        (CronKind.RetriesSometimes, 20), (CronKind.NeverSucceeds, 5), (CronKind.StartsNotAlways, 10),
        (CronKind.TakesTooLongSometimes, 10), (CronKind.SuspendedAlways, 5), (CronKind.SuspendedForDays, 5),
        (CronKind.NeverScheduled, 5), (CronKind.Deleted, 5), (CronKind.DeletedAfterFailing, 5),
    ];

    private readonly Random _random;

    public ClusterPlan(int seed)
    {
        _random = new Random(seed);
        foreach (var (kind, count) in Mix)
        {
            for (var i = 0; i < count; i++)
                Crons.Add(Cron($"{kind.ToString().ToLowerInvariant()}-{i}", kind));
        }
    }

    public List<PlannedCron> Crons { get; } = [];

    private PlannedCron Cron(string name, CronKind kind)
    {
        var isNew = kind is CronKind.NeverScheduled or CronKind.NeverSucceeds;
        var cron = new PlannedCron(
            name, kind, Schedule(kind), isNew ? Start.AddDays(2).AddMinutes(22) : History);
        if (kind == CronKind.SuspendedAlways)
            cron.Suspended = (Start.AddMinutes(-70), DateTimeOffset.MaxValue);
        if (kind == CronKind.SuspendedForDays)
            cron.Suspended = (Start.AddDays(5).AddMinutes(52), Start.AddDays(9).AddMinutes(52));
        if (kind is CronKind.Deleted or CronKind.DeletedAfterFailing)
            cron.DeletedAt = Start.AddDays(12).AddMinutes(52);
        foreach (var due in cron.DueTimes(cron.CreatedAt, Earlier(End, cron.DeletedAt))) Add(cron, due);
        Collect(cron);
        return cron;
    }

    private string Schedule(CronKind kind) => (kind, _random.Next(20)) switch
    {
        (CronKind.TakesTooLongSometimes, _) => $"{_random.Next(30)} {_random.Next(6)}-23/6 * * *",
        (CronKind.Healthy, 0) => "*/30 * * * *",
        (_, < 5) => $"{_random.Next(20)} * * * *",
        (_, < 8) => $"{_random.Next(20)} */6 * * *",
        (_, < 10) => $"{_random.Next(20)} {_random.Next(24)} * * 1-5",
        _ => $"{_random.Next(20)} {_random.Next(24)} * * *",
    };

    private void Add(PlannedCron cron, DateTimeOffset due)
    {
        var isHistory = due < Start;
        if (cron.Kind == CronKind.NeverScheduled
            || (cron.Kind == CronKind.StartsNotAlways && !isHistory && _random.Next(12) == 0))
        {
            cron.Missed.Add(due);
            return;
        }

        // Old failures lie about at the start, and each is made good by a later success.
        var isOldFailure = isHistory && due < Start.AddDays(-2) && _random.Next(3) == 0;
        var fails = cron.Kind switch
        {
            CronKind.NeverSucceeds => true,
            CronKind.FailsSometimes => isHistory ? isOldFailure : _random.Next(10) == 0,
            CronKind.DeletedAfterFailing => due > cron.DeletedAt.AddDays(-2) || isOldFailure,
            CronKind.Healthy or CronKind.KeepsNoSuccess => isOldFailure,
            _ => false,
        };
        var isLong = cron.Kind == CronKind.TakesTooLongSometimes && !isHistory && _random.Next(10) == 0;
        var start = due.AddSeconds(_random.Next(60));
        var takes = isLong ? TimeSpan.FromMinutes(170) : TimeSpan.FromSeconds(5 + _random.Next(1000));
        var retries = cron.Kind == CronKind.RetriesSometimes ? Math.Max(0, _random.Next(8) - 4)
            : fails ? 7 : 0;
        cron.Runs.Add(new PlannedRun(
            $"{cron.Name}-{due.ToUnixTimeSeconds() / 60}", due, start, start + takes, !fails, retries));
    }

    /// <summary>The controller keeps so many of each kind, once they are over.</summary>
    private static void Collect(PlannedCron cron)
    {
        var keeps = cron.Kind == CronKind.KeepsNoSuccess ? 0 : 3;
        foreach (var (succeeds, limit) in new[] { (true, keeps), (false, 1) })
        {
            var runs = cron.Runs.Where(run => run.Succeeds == succeeds).ToList();
            for (var i = 0; i < runs.Count; i++)
            {
                var successor = i + limit < runs.Count ? runs[i + limit].End : DateTimeOffset.MaxValue;
                runs[i].DeletedAt = Earlier(successor, cron.DeletedAt);
            }
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
