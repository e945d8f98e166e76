namespace Hotaru.Notifier;

/// <summary>How long attempts took, in the buckets that Alertmanager has. Not for concurrent use.</summary>
public sealed class LatencyHistogram
{
    /// <summary>Upper bounds in seconds.</summary>
    public static readonly IReadOnlyList<double> Bounds = [1, 5, 10, 15, 20];

    private readonly long[] _buckets = new long[Bounds.Count];

    /// <summary>Attempts that took at most as long as the bound of the same place.</summary>
    public IReadOnlyList<long> Buckets => [.. _buckets];

    public long Count { get; private set; }

    /// <summary>Seconds.</summary>
    public double Sum { get; private set; }

    internal void Observe(TimeSpan duration)
    {
        Count++;
        Sum += duration.TotalSeconds;
        for (var i = 0; i < _buckets.Length; i++)
        {
            if (duration.TotalSeconds <= Bounds[i]) _buckets[i]++;
        }
    }

    internal LatencyHistogram Copy()
    {
        var copy = new LatencyHistogram { Count = Count, Sum = Sum };
        _buckets.CopyTo(copy._buckets, 0);
        return copy;
    }
}
