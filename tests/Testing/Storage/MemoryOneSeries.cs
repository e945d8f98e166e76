using Hotaru.Model;

namespace Hotaru.Testing;

internal sealed class MemoryOneSeries(Labels labels) : ISeries
{
    public Labels Labels => labels;

    public List<MemoryPoint> Points { get; } = [];

    public List<Exemplar> Exemplars { get; } = [];

    public bool HasPointsIn(long minTimeMs, long maxTimeMs) =>
        Points.Exists(p => p.TimestampMs >= minTimeMs && p.TimestampMs <= maxTimeMs);

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        buffer.Clear();
        foreach (var point in Points)
        {
            if (point.TimestampMs < minTimeMs || point.TimestampMs > maxTimeMs) continue;
            if (point.Histogram is null) buffer.Add(point.TimestampMs, point.Value, point.StartMs);
            else buffer.Add(point.TimestampMs, point.Histogram, point.StartMs);
        }
    }
}
