using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// One data point of any kind. There is one for a whole request, filled again for each point, so that a
/// request cannot take more memory than its own length.
/// </summary>
internal sealed class OtlpPoint
{
    private const uint NoRecordedValueFlag = 1;

    public List<KeyValuePair<string, string>> Attributes { get; } = [];

    public ulong StartNs { get; set; }

    public ulong TimeNs { get; set; }

    public uint Flags { get; set; }

    public double Value { get; set; }

    /// <summary>The value where it was sent as a whole number.</summary>
    public long? Integer { get; set; }

    public ulong Count { get; set; }

    /// <summary>Null where a histogram came without one.</summary>
    public double? Sum { get; set; }

    public List<ulong> BucketCounts { get; } = [];

    public List<double> Bounds { get; } = [];

    public int Scale { get; set; }

    public ulong ZeroCount { get; set; }

    public OtlpBuckets Positive { get; } = new();

    public OtlpBuckets Negative { get; } = new();

    /// <summary>What differences have added up to, in place of the buckets.</summary>
    public FloatHistogram? Total { get; set; }

    public List<(double Quantile, double Value)> Quantiles { get; } = [];

    public List<OtlpExemplar> Exemplars { get; } = [];

    public long TimeMs => (long)(TimeNs / 1_000_000);

    public long StartMs => (long)(StartNs / 1_000_000);

    /// <summary>The series has ended.</summary>
    public bool IsStale => (Flags & NoRecordedValueFlag) != 0;

    public void Clear()
    {
        Attributes.Clear();
        BucketCounts.Clear();
        Bounds.Clear();
        Positive.Clear();
        Negative.Clear();
        Quantiles.Clear();
        Exemplars.Clear();
        (StartNs, TimeNs, Flags, Value, Count, Sum, Scale, ZeroCount) = (0, 0, 0, 0, 0, null, 0, 0);
        (Integer, Total) = (null, null);
    }
}
