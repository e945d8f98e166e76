using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>A batch whose accepted samples are also written down for each target.</summary>
internal sealed class ForwardingBatch(ISampleBatch inner, RemoteWriteSender[] senders) : ISampleBatch
{
    private readonly ProtoWriter[] _parts = [.. senders.Select(_ => new ProtoWriter())];
    private readonly int[] _counts = new int[senders.Length];
    private long _newestMs;

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, double value,
        long startTimestampMs = 0)
    {
        var outcome = inner.Append(ref reference, labels, timestampMs, value, startTimestampMs);
        if (outcome != AppendOutcome.Accepted) return outcome;
        _newestMs = Math.Max(_newestMs, timestampMs);
        for (var i = 0; i < senders.Length; i++)
        {
            if (senders[i].Encoder.LabelsOf(reference, labels) is not { } encoded) continue;
            SeriesEncoder.Sample(
                _parts[i], encoded, timestampMs, value, Start(senders[i], startTimestampMs));
            _counts[i]++;
        }

        return outcome;
    }

    public AppendOutcome Append(
        ref SeriesReference reference, Labels labels, long timestampMs, FloatHistogram value,
        long startTimestampMs = 0)
    {
        var outcome = inner.Append(ref reference, labels, timestampMs, value, startTimestampMs);
        if (outcome != AppendOutcome.Accepted) return outcome;
        _newestMs = Math.Max(_newestMs, timestampMs);
        for (var i = 0; i < senders.Length; i++)
        {
            if (!senders[i].Target.SendNativeHistograms) continue;
            if (senders[i].Encoder.LabelsOf(reference, labels) is not { } encoded) continue;
            SeriesEncoder.Histogram(
                _parts[i], encoded, timestampMs, value, Start(senders[i], startTimestampMs));
            _counts[i]++;
        }

        return outcome;
    }

    public void Append(
        ref SeriesReference reference, Labels labels, Exemplar exemplar, long sampleTimestampMs)
    {
        inner.Append(ref reference, labels, exemplar, sampleTimestampMs);
        for (var i = 0; i < senders.Length; i++)
        {
            if (!senders[i].Target.SendExemplars) continue;
            if (senders[i].Encoder.LabelsOf(reference, labels) is { } encoded)
                SeriesEncoder.Exemplar(_parts[i], encoded, exemplar, sampleTimestampMs);
        }
    }

    public void Describe(string family, MetricMetadata metadata) => inner.Describe(family, metadata);

    public async Task CommitAsync(Durability durability, StoreBatch? also, CancellationToken cancellation)
    {
        var staged = new List<(RemoteWriteQueue Queue, ulong Sequence, QueuedPart Part)>();
        for (var i = 0; i < senders.Length; i++)
        {
            if (_parts[i].Length == 0) continue;
            var part = new QueuedPart(_counts[i], _parts[i].Written.ToArray());
            staged.Add((senders[i].Queue, senders[i].Queue.Stage(part, also ??= new StoreBatch()), part));
        }

        try
        {
            await inner.CommitAsync(durability, also, cancellation);
        }
        catch
        {
            foreach (var (queue, sequence, part) in staged) queue.Void(sequence, part);
            throw;
        }

        foreach (var (queue, sequence, part) in staged) queue.Ready(sequence, part);
        for (var i = 0; i < senders.Length; i++)
        {
            if (_counts[i] > 0) senders[i].Tally.Queue(_counts[i], _newestMs);
        }
    }

    /// <summary>Version 1 has no field for it.</summary>
    private static long Start(RemoteWriteSender sender, long startTimestampMs) =>
        sender.Target.IsVersion2 ? startTimestampMs : 0;

    public void Dispose() => inner.Dispose();
}
