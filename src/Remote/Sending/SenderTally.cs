namespace Hotaru.Remote;

/// <summary>What one sender has done so far. The sender's loops write it, any thread reads it.</summary>
internal sealed class SenderTally
{
    /// <summary>Upper bounds of <see cref="Batches"/> in seconds.</summary>
    public static readonly double[] BatchBounds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 120, 300];

    private readonly Lock _lock = new();
    private readonly long[] _batchBuckets = new long[BatchBounds.Length + 1];
    private double _batchSum;
    private long _samples;
    private long _histograms;
    private long _exemplars;
    private long _refused;
    private long _retried;
    private long _tooOld;
    private long _bytes;
    private long _metadata;
    private long _metadataFailed;
    private long _metadataBytes;
    private long _newestSentMs;
    private long _queued;
    private long _newestQueuedMs;

    public long Samples => Interlocked.Read(ref _samples);

    public long Histograms => Interlocked.Read(ref _histograms);

    public long Exemplars => Interlocked.Read(ref _exemplars);

    public long Refused => Interlocked.Read(ref _refused);

    public long Retried => Interlocked.Read(ref _retried);

    public long TooOld => Interlocked.Read(ref _tooOld);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Metadata => Interlocked.Read(ref _metadata);

    public long MetadataFailed => Interlocked.Read(ref _metadataFailed);

    public long MetadataBytes => Interlocked.Read(ref _metadataBytes);

    /// <summary>The newest sample that was confirmed, in milliseconds since the epoch.</summary>
    public long NewestSentMs => Interlocked.Read(ref _newestSentMs);

    /// <summary>Samples and histograms that were put into the queue.</summary>
    public long Queued => Interlocked.Read(ref _queued);

    /// <summary>The newest of them, in milliseconds since the epoch; 0 where there was none.</summary>
    public long NewestQueuedMs => Interlocked.Read(ref _newestQueuedMs);

    public void Queue(int samples, long newestMs)
    {
        Interlocked.Add(ref _queued, samples);
        if (newestMs > NewestQueuedMs) Interlocked.Exchange(ref _newestQueuedMs, newestMs);
    }

    public void Delivered(PendingRequest request, int bytes)
    {
        Interlocked.Add(ref _samples, request.Samples);
        Interlocked.Add(ref _histograms, request.Histograms);
        Interlocked.Add(ref _exemplars, request.Exemplars);
        Interlocked.Add(ref _bytes, bytes);
        if (request.NewestMs > NewestSentMs) Interlocked.Exchange(ref _newestSentMs, request.NewestMs);
    }

    public void Refuse(int samples) => Interlocked.Add(ref _refused, samples);

    public void Retry(int samples) => Interlocked.Add(ref _retried, samples);

    public void LeaveOutOld(int samples) => Interlocked.Add(ref _tooOld, samples);

    public void Described(int families, int bytes)
    {
        Interlocked.Add(ref _metadata, families);
        Interlocked.Add(ref _metadataBytes, bytes);
    }

    public void NotDescribed(int families) => Interlocked.Add(ref _metadataFailed, families);

    /// <summary>How long one request took, failed ones too.</summary>
    public void Took(TimeSpan duration)
    {
        var i = 0;
        while (i < BatchBounds.Length && duration.TotalSeconds > BatchBounds[i]) i++;
        lock (_lock)
        {
            _batchBuckets[i]++;
            _batchSum += duration.TotalSeconds;
        }
    }

    public (long[] Buckets, double Sum) Batches
    {
        get
        {
            lock (_lock) return ([.. _batchBuckets], _batchSum);
        }
    }
}
