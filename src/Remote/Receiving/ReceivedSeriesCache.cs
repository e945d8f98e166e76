using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Series by the key of their encoded labels, in two generations: what was not asked for during a whole
/// generation falls out, so that the cache follows churn without a clock on every entry.
/// </summary>
internal sealed class ReceivedSeriesCache(TimeProvider time)
{
    private static readonly TimeSpan GenerationAge = TimeSpan.FromMinutes(30);
    private const int MaxGenerationCount = 500_000;

    private readonly Lock _turning = new();
    private ConcurrentDictionary<ByteKey, ReceivedSeries> _young = new();
    private ConcurrentDictionary<ByteKey, ReceivedSeries> _old = new();
    private long _turned = time.GetTimestamp();
    private int _added;

    public ReceivedSeries? Find(ByteKey key)
    {
        var young = _young;
        if (young.TryGetValue(key, out var series)) return series;
        if (_old.TryGetValue(key, out series)) young.TryAdd(key, series);
        return series;
    }

    public ReceivedSeries Add(ByteKey key, ReceivedSeries series)
    {
        if (Interlocked.Increment(ref _added) >= MaxGenerationCount) Turn();
        return _young.GetOrAdd(key, series);
    }

    /// <summary>Called once a request.</summary>
    public void TurnIfOld()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _turned)) > GenerationAge) Turn();
    }

    private void Turn()
    {
        lock (_turning)
        {
            if (_added < MaxGenerationCount && time.GetElapsedTime(_turned) <= GenerationAge) return;
            _old = _young;
            _young = new ConcurrentDictionary<ByteKey, ReceivedSeries>();
            Volatile.Write(ref _turned, time.GetTimestamp());
            _added = 0;
        }
    }
}
