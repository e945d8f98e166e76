using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>One series of a test's storage: samples in rising time.</summary>
internal sealed class UnitTestSeries(Labels labels, UnitTestStorage storage) : ISeries
{
    private readonly List<(long TimestampMs, double Value, FloatHistogram? Histogram)> _samples = [];

    public Labels Labels => labels;

    public AppendOutcome Add(long timestampMs, double value, FloatHistogram? histogram)
    {
        if (_samples.Count > 0 && _samples[^1].TimestampMs >= timestampMs)
        {
            if (_samples[^1].TimestampMs > timestampMs) return AppendOutcome.OutOfOrder;
            return _samples[^1].Value.Equals(value) && _samples[^1].Histogram is null && histogram is null
                ? AppendOutcome.Duplicate
                : AppendOutcome.DuplicateTimestamp;
        }

        _samples.Add((timestampMs, value, histogram));
        return AppendOutcome.Accepted;
    }

    public bool HasSamplesIn(long minTimeMs, long maxTimeMs) =>
        _samples.Exists(s => s.TimestampMs >= minTimeMs && s.TimestampMs <= maxTimeMs);

    public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
    {
        buffer.Clear();
        maxTimeMs = Math.Min(maxTimeMs, storage.VisibleUntilMs);
        foreach (var (timestampMs, value, histogram) in _samples)
        {
            if (timestampMs < minTimeMs || timestampMs > maxTimeMs) continue;
            if (histogram is null) buffer.Add(timestampMs, value);
            else buffer.Add(timestampMs, histogram);
        }
    }
}
