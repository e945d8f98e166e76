using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>An alert within a notification, as it stood when its group was flushed.</summary>
public sealed record NotifiedAlert(AlertEntry Alert, bool IsFiring)
{
    public string Status => IsFiring ? "firing" : "resolved";

    public Labels Labels => Alert.Labels;

    /// <summary>Zero (year 1) while it fires.</summary>
    public DateTimeOffset EndsAt => IsFiring ? default : Alert.EndsAt;
}
