using System.Runtime.InteropServices;

namespace Hotaru.Remote;

/// <summary>Of a histogram with explicit bounds. Other bounds than before begin a new total.</summary>
/// <param name="Sum">Known as long as every difference came with one.</param>
internal sealed record BucketTotal(
    ulong StartNs, ulong TimeNs, double[] Bounds, ulong[] Counts, ulong Count, double? Sum)
    : DeltaTotal(StartNs, TimeNs)
{
    public override int Numbers => 4 + Bounds.Length + Counts.Length;

    public static BucketTotal Of(OtlpPoint point) => new(
        point.StartNs, point.TimeNs, [.. point.Bounds], [.. point.BucketCounts], point.Count, point.Sum);

    public override DeltaTotal Plus(OtlpPoint point)
    {
        if (!Bounds.AsSpan().SequenceEqual(CollectionsMarshal.AsSpan(point.Bounds))
            || Counts.Length != point.BucketCounts.Count) return Of(point);
        var counts = new ulong[Counts.Length];
        for (var i = 0; i < counts.Length; i++) counts[i] = unchecked(Counts[i] + point.BucketCounts[i]);
        return this with
        {
            TimeNs = point.TimeNs,
            Counts = counts,
            Count = unchecked(Count + point.Count),
            Sum = Sum + point.Sum,
        };
    }

    public override void CopyTo(OtlpPoint point)
    {
        base.CopyTo(point);
        point.BucketCounts.Clear();
        point.BucketCounts.AddRange(Counts);
        (point.Count, point.Sum) = (Count, Sum);
    }
}
