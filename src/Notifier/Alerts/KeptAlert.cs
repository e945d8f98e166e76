namespace Hotaru.Notifier;

/// <summary>An alert as it stands, and the end that the disk has of it.</summary>
internal readonly record struct KeptAlert(AlertEntry Alert, DateTimeOffset StoredEnd);
