using Hotaru.Model;

namespace Hotaru.Appliance.Tests.Wiring;

/// <summary>Takes samples and never comes back from a commit.</summary>
internal sealed class StuckSink(ISampleSink inner) : ISampleSink
{
    public ISampleBatch Begin() => new Batch(inner.Begin());

    private sealed class Batch(ISampleBatch inner) : ISampleBatch
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
            ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs)
        {
        }

        public void Describe(string family, MetricMetadata metadata)
        {
        }

        public Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation) =>
            new TaskCompletionSource().Task;

        public void Dispose() => inner.Dispose();
    }
}
