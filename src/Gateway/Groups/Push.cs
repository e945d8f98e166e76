using Hotaru.Model;

namespace Hotaru.Gateway;

/// <summary>What one push asks for.</summary>
/// <param name="Key">The grouping labels with job.</param>
/// <param name="Replaces">PUT: the whole group is replaced; else only the families of the same names.</param>
public sealed record Push(Labels Key, IReadOnlyList<MetricFamily> Families, bool Replaces)
{
    /// <summary>
    /// Overrides how long the group lives; zero is for ever; null keeps what the group or the setting says.
    /// </summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>
    /// Counters, histograms and summaries are added to what the group has instead of replacing it.
    /// </summary>
    public bool AddsUp { get; init; }

    /// <summary>
    /// A push that adds up and carries a key which the group has seen changes nothing; empty is none.
    /// </summary>
    public string IdempotencyKey { get; init; } = "";
}
