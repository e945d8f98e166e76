using Hotaru.Model;

namespace Hotaru.Rules;

/// <summary>What rules write is there at once: nothing else runs beside them in a test.</summary>
internal sealed class UnitTestBatch(UnitTestStorage storage) : ISampleBatch
{
    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value,
        long startTimestampMs = 0) =>
        storage.Add(labels, timestampMs, value, null);

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0) => storage.Add(labels, timestampMs, 0, value);

    public void Append(ref SeriesReference reference, Labels labels, Exemplar exemplar,
        long sampleTimestampMs)
    {
    }

    public void Describe(string family, MetricMetadata metadata)
    {
    }

    public Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation) =>
        Task.CompletedTask;

    public void Dispose()
    {
    }
}
