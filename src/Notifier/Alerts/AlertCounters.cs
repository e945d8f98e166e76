namespace Hotaru.Notifier;

/// <summary>Counts of received alerts for /metrics. Any thread.</summary>
public sealed class AlertCounters
{
    private long _firing;
    private long _resolved;
    private long _invalid;

    public long Firing => Interlocked.Read(ref _firing);

    public long Resolved => Interlocked.Read(ref _resolved);

    public long Invalid => Interlocked.Read(ref _invalid);

    public void CountInvalid() => Interlocked.Increment(ref _invalid);

    internal void Count(IEnumerable<AlertEntry> alerts, DateTimeOffset now)
    {
        foreach (var alert in alerts)
        {
            if (alert.IsResolvedAt(now)) Interlocked.Increment(ref _resolved);
            else Interlocked.Increment(ref _firing);
        }
    }
}
