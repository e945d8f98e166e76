using Hotaru.Model;

namespace Hotaru.Testing;

internal sealed class MemoryBatch(MemorySeries owner) : ISampleBatch
{
    private readonly List<Action> _pending = [];

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value, long startTimestampMs =
            0)
    {
        if (Check(labels, timestampMs) is var outcome and not AppendOutcome.Accepted) return outcome;
        _pending.Add(() => owner.Add(labels, timestampMs, value, startTimestampMs));
        return AppendOutcome.Accepted;
    }

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0)
    {
        if (Check(labels, timestampMs) is var outcome and not AppendOutcome.Accepted) return outcome;
        _pending.Add(() => owner.Add(labels, timestampMs, value, startTimestampMs));
        return AppendOutcome.Accepted;
    }

    public void Append(ref SeriesReference reference, Labels labels, Exemplar exemplar,
        long sampleTimestampMs) =>
        _pending.Add(() => owner.Of(labels).Exemplars.Add(exemplar));

    public void Describe(string family, MetricMetadata metadata) =>
        _pending.Add(() => owner.Describe(family, metadata));

    public async Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation)
    {
        await owner.Hold;
        if (owner.Failure is { } why) throw new StoreException(why);
        foreach (var apply in _pending) apply();
        _pending.Clear();
        if (also is not null) owner.Also.Add(also);
    }

    public void Dispose() => _pending.Clear();

    private AppendOutcome Check(Labels labels, long timestampMs)
    {
        if (labels.MetricName.Length == 0) return AppendOutcome.InvalidLabels;
        var points = owner.Of(labels).Points;
        if (points.Count == 0 || points[^1].TimestampMs < timestampMs) return AppendOutcome.Accepted;
        return points[^1].TimestampMs == timestampMs ? AppendOutcome.DuplicateTimestamp
            : AppendOutcome.OutOfOrder;
    }
}
