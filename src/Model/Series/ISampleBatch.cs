namespace Hotaru.Model;

/// <summary>
/// Samples that become visible together at the commit. Disposing without a commit drops them. The reference a
/// caller passes is filled in on the first append and spares the look-up by labels the next time, also in
/// later
/// batches; a reference that has gone out of date is replaced.
/// </summary>
public interface ISampleBatch : IDisposable
{
    /// <param name="startTimestampMs">When the counting began, where it is known; else 0.</param>
    AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value,
        long startTimestampMs = 0);

    AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0);

    void Append(ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs);

    /// <summary>What TYPE, HELP and UNIT say of the family; the last word counts.</summary>
    void Describe(string family, MetricMetadata metadata);

    /// <summary>
    /// Makes the batch visible. With <see cref="Durability.Synced"/> it returns when batch and <paramref
    /// name="also"/> are on disk together; a <see cref="StoreException"/> then means that neither was
    /// stored. Without <paramref name="also"/> the samples may be seen before they are on disk and may
    /// get there after a failure all the same: sending them again does no harm. Changes that are on disk may
    /// come to their tables later, at the next start at the latest: a table that is written with samples is
    /// read at the start, and written in no other way.
    /// </summary>
    Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation);
}
