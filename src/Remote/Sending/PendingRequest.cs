using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// What is on its way to one target: the fields of the parts that were taken, and what is in them. Used by
/// the sender's loop only.
/// </summary>
internal sealed class PendingRequest(RemoteWriteTarget target, Func<string, MetricMetadata?> describe)
{
    private readonly ProtoWriter _fields = new();
    private readonly ProtoWriter _kept = new();
    private readonly ProtoWriter _encoded = new();
    private readonly Version2Encoder _version2 = new(describe);

    public bool IsEmpty => _fields.Length == 0;

    /// <summary>Samples and histograms by the count of the parts; tells when a request is full.</summary>
    public int Queued { get; private set; }

    /// <summary>Bytes as they are queued.</summary>
    public long QueuedBytes { get; private set; }

    public int Samples { get; private set; }

    public int Histograms { get; private set; }

    public int Exemplars { get; private set; }

    /// <summary>Samples that are older than the target wants them.</summary>
    public int TooOld { get; private set; }

    public long NewestMs { get; private set; }

    public void Clear()
    {
        _fields.Clear();
        (Queued, QueuedBytes) = (0, 0);
    }

    public void Add(in QueuedPart part)
    {
        _fields.Raw(part.Fields);
        Queued += part.Samples;
        QueuedBytes += part.Fields.Length;
    }

    /// <summary>The message to send, which is empty where everything in it is too old.</summary>
    /// <param name="nowMs">Milliseconds since the epoch.</param>
    public ReadOnlySpan<byte> Encode(long nowMs)
    {
        (Samples, Histograms, Exemplars, TooOld, NewestMs) = (0, 0, 0, 0, 0);
        _kept.Clear();
        var oldest = target.SampleAgeLimit > TimeSpan.Zero
            ? nowMs - (long)target.SampleAgeLimit.TotalMilliseconds
            : long.MinValue;
        var entries = new QueuedEntries(_fields.Written);
        while (entries.Next())
        {
            var timestampMs = entries.TimestampMs();
            if (timestampMs < oldest)
            {
                TooOld++;
                continue;
            }

            Count(entries.Kind, timestampMs);
            _kept.Raw(entries.Field);
        }

        if (!target.IsVersion2 || _kept.Length == 0) return _kept.Written;
        _encoded.Clear();
        _version2.Encode(_kept.Written, _encoded);
        return _encoded.Written;
    }

    private void Count(uint kind, long timestampMs)
    {
        if (kind == QueuedEntries.Sample) Samples++;
        else if (kind == QueuedEntries.Histogram) Histograms++;
        else Exemplars++;
        if (kind != QueuedEntries.Exemplar) NewestMs = Math.Max(NewestMs, timestampMs);
    }
}
