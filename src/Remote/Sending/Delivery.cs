namespace Hotaru.Remote;

/// <summary>What became of a request, and why.</summary>
internal sealed record Delivery(DeliveryOutcome Outcome, string Reason)
{
    /// <summary>When the target wants it again, where it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>
    /// Samples of a refused request that the target stored nevertheless (remote write 2.0).
    /// </summary>
    public int Written { get; init; }
}
