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

    private readonly long[] _stepsMs = [.. steps.Select(step => step.At.ToUnixTimeMilliseconds())];

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
        var at = Array.BinarySearch(_stepsMs, atMs);
        return steps[Math.Max(at >= 0 ? at : ~at - 1, 0)].Value;
    }

    private static long Ceiling(long ms) => (ms + ScrapeMs - 1) / ScrapeMs * ScrapeMs;
}
