namespace Hotaru.Remote;

/// <summary>What became of a request.</summary>
internal enum DeliveryOutcome
{
    Delivered,

    /// <summary>No answer, 5xx, or 429 where that is configured.</summary>
    TryAgain,

    /// <summary>4xx: it would be refused again.</summary>
    Refused,
}
