namespace Hotaru.Notifier;

/// <summary>Where a notification stands on its way.</summary>
public enum DeliveryState
{
    Retrying,
    Delivered,
    Refused,

    /// <summary>Given up: too old, or pushed out of a full queue, or its receiver is gone.</summary>
    Dropped,
}
