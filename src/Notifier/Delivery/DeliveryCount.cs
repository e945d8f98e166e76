namespace Hotaru.Notifier;

/// <param name="Requests">Attempts, successful or not.</param>
/// <param name="Delivered">Notifications that arrived.</param>
/// <param name="Failed">Notifications that were refused or given up.</param>
public readonly record struct DeliveryCount(long Requests, long Delivered, long Failed);
