using Hotaru.Model;

namespace Hotaru.Jobs.Tests.Failures;

/// <summary>Takes every sample and keeps none.</summary>
internal sealed class SilentSamples : ISampleSink, ISampleBatch
{
    public ISampleBatch Begin() => this;

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value,
        long startTimestampMs = 0) => default;

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0) => default;

    public void Append(
        ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs)
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
