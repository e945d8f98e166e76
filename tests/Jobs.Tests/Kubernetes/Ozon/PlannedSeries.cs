using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>
/// A series that is scraped every minute while its object is there, and has steps for values.
/// </summary>
internal sealed class PlannedSeries(
    Labels labels, DateTimeOffset from, DateTimeOffset until,
    params (DateTimeOffset At, double Value)[] steps)
    : ISeries
{
    public const long ScrapeMs = 60_000;

    public Labels Labels => labels;

    public string Name { get; } = labels[LabelNames.MetricName];

    public long FromMs { get; } = Ceiling(from.ToUnixTimeMilliseconds());

    /// <summary>The scrape that finds it gone; it gets the stale marker.</summary>
    public long UntilMs { get; } =
        until == DateTimeOffset.MaxValue ? long.MaxValue : Ceiling(until.ToUnixTimeMilliseconds());

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        buffer.Clear();
        for (var at = Math.Max(Ceiling(minTimeMs), FromMs); at <= maxTimeMs && at <= UntilMs; at += ScrapeMs)
            buffer.Add(at, at == UntilMs ? StaleMarker.Value : ValueAt(at));
    }

    private double ValueAt(long atMs)
    {
        var value = steps[0].Value;
        foreach (var step in steps)
        {
            if (step.At.ToUnixTimeMilliseconds() <= atMs) value = step.Value;
            else break;
        }

        return value;
    }

    private static long Ceiling(long ms) => (ms + ScrapeMs - 1) / ScrapeMs * ScrapeMs;
}
