using System.Globalization;

namespace Hotaru.Promql;

/// <summary>Where classic buckets were made monotonic, by how much and at which times.</summary>
internal readonly record struct MonotonicityFix(
    long FirstMs, long LastMs, double MinBucket, double MaxBucket, double MaxDifference, int Count,
        TextRange At = default)
{
    public MonotonicityFix With(MonotonicityFix other, TextRange at) => new(
        Math.Min(FirstMs, other.FirstMs), Math.Max(LastMs, other.LastMs),
            Math.Min(MinBucket, other.MinBucket),
        Math.Max(MaxBucket, other.MaxBucket), Math.Max(MaxDifference, other.MaxDifference), Count
            + other.Count, at);

    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $", from buckets {Go.Float(MinBucket)} to {Go.Float(MaxBucket)}, with a max diff of "
            + $"{Go.TwoDigits(MaxDifference)}, over {Count} samples from {Time(FirstMs)} to {Time(LastMs)}");

    private static string Time(long timestampMs) =>
        DateTimeOffset.FromUnixTimeSeconds(timestampMs / 1000)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
