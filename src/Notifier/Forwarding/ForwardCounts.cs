namespace Hotaru.Notifier;

/// <summary>What became of alerts for one target since the start.</summary>
/// <param name="Errors">Alerts in posts that failed, each time that they did.</param>
/// <param name="Dropped">Alerts that were pushed out of a full queue.</param>
internal readonly record struct ForwardCounts(long Sent, long Errors, long Dropped);
