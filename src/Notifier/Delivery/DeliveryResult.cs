namespace Hotaru.Notifier;

/// <summary>What became of one attempt.</summary>
public enum DeliveryResult
{
    Delivered,

    /// <summary>
    /// The receiver could not be reached, or said that it cannot now: the attempt is repeated.
    /// </summary>
    Retry,

    /// <summary>The receiver refused this notification: the next flush of its group decides anew.</summary>
    Refused,
}
