using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Remote.Tests.Sending;

/// <summary>Commits what comes beside the samples to the store, as storage does.</summary>
internal sealed class StoringSink(MemorySeries series, MemoryStore store) : ISampleSink
{
    public ISampleBatch Begin() => new Batch(series.Begin(), store);

    private sealed class Batch(ISampleBatch inner, MemoryStore store) : ISampleBatch
    {
        public AppendOutcome Append(
            ref SeriesReference reference, Labels labels, long timestampMs, double value,
            long startTimestampMs = 0) =>
            inner.Append(ref reference, labels, timestampMs, value, startTimestampMs);

        public AppendOutcome Append(
            ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
            long startTimestampMs = 0) =>
            inner.Append(ref reference, labels, timestampMs, value, startTimestampMs);

        public void Append(
            ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs) =>
            inner.Append(ref reference, labels, exemplar, sampleTimestampMs);

        public void Describe(string family, MetricMetadata metadata) => inner.Describe(family, metadata);

        public async Task CommitAsync(
            Durability durability, StoreBatch? also, CancellationToken cancellation)
        {
            if (also is not null) await store.CommitAsync(also, durability, cancellation);
            await inner.CommitAsync(durability, null, cancellation);
        }

        public void Dispose() => inner.Dispose();
    }
}
