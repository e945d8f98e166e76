using System.Buffers;
using Hotaru.Model;
using Hotaru.Storage.Journal;

namespace Hotaru.Storage.Head;

/// <summary>Samples of one batch until its commit. Belongs to one thread.</summary>
internal sealed class HeadBatch(HeadAppender head, long nowMs) : ISampleBatch
{
    private PendingSample[] _samples = [];
    private int _count;
    private List<(HeadSeries Series, Exemplar Exemplar)>? _exemplars;
    private List<(string Family, MetricMetadata Metadata)>? _families;

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value,
        long startTimestampMs = 0) =>
        Append(ref reference, labels, timestampMs, value, null, startTimestampMs);

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0) =>
        Append(ref reference, labels, timestampMs, double.NaN, value, startTimestampMs);

    public void Append(
        ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs)
    {
        if (head.Find(ref reference, labels, out _) is not { } series) return;
        (_exemplars ??= []).Add((series, exemplar.TimestampMs is null
            ? exemplar with { TimestampMs = sampleTimestampMs } : exemplar));
    }

    public void Describe(string family, MetricMetadata metadata) =>
        (_families ??= []).Add((family, metadata));

    public async Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation)
    {
        if (_families is not null)
        {
            foreach (var (family, metadata) in _families) head.Metadata.Set(family, metadata);
        }

        if (durability == Durability.Synced && also is not null)
        {
            var request = new JournalRequest(new ArraySegment<PendingSample>(_samples, 0, _count), also);
            await head.Journal.CommitAsync(request, cancellation).ConfigureAwait(false);
            head.Count(_count - request.Refused, request.Refused, LatestMs());
        }
        else
        {
            head.Apply(_samples.AsSpan(0, _count), LatestMs());
            if (also is not null)
                await head.Store.CommitAsync(also, durability, cancellation).ConfigureAwait(false);
            if (durability == Durability.Synced)
                await head.Journal.ConfirmAsync(cancellation).ConfigureAwait(false);
        }

        if (_exemplars is not null) head.Exemplars.Add(_exemplars);
        Dispose();
    }

    public void Dispose()
    {
        if (_samples.Length > 0) ArrayPool<PendingSample>.Shared.Return(_samples, clearArray: true);
        (_samples, _count, _exemplars, _families) = ([], 0, null, null);
    }

    private AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timeMs, double value, FloatHistogram? histogram,
        long startMs)
    {
        var series = head.Find(ref reference, labels, out var outcome);
        if (series is not null) outcome = head.Check(series, timeMs, value, histogram, nowMs);
        if (outcome == AppendOutcome.Accepted && _count > 0 && _samples[_count - 1].Series == series)
            outcome = CheckAfter(_samples[_count - 1], timeMs, value, histogram);
        if (outcome != AppendOutcome.Accepted)
        {
            head.Metrics.Refuse(outcome);
            return outcome;
        }

        if (_count == _samples.Length) Grow();
        _samples[_count++] = new PendingSample(series!, timeMs, value, histogram, startMs);
        return AppendOutcome.Accepted;
    }

    /// <summary>
    /// Senders bring the samples of a series one behind the other: the one before counts as stored.
    /// </summary>
    private AppendOutcome CheckAfter(
        in PendingSample before, long timeMs, double value, FloatHistogram? histogram)
    {
        if (timeMs > before.TimeMs) return AppendOutcome.Accepted;
        if (timeMs < before.TimeMs)
        {
            return before.TimeMs - timeMs <= head.Rules.WindowMs
                ? AppendOutcome.Accepted : AppendOutcome.OutOfOrder;
        }

        var same = histogram is null && before.Histogram is null
            && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(before.Value);
        return same ? AppendOutcome.Duplicate : AppendOutcome.DuplicateTimestamp;
    }

    private long LatestMs()
    {
        var latest = long.MinValue;
        foreach (ref readonly var sample in _samples.AsSpan(0, _count))
            latest = Math.Max(latest, sample.TimeMs);
        return latest;
    }

    private void Grow()
    {
        var larger = ArrayPool<PendingSample>.Shared.Rent(Math.Max(256, _count * 2));
        _samples.AsSpan(0, _count).CopyTo(larger);
        if (_count > 0) ArrayPool<PendingSample>.Shared.Return(_samples, clearArray: true);
        _samples = larger;
    }
}
