namespace Hotaru.Notifier;

/// <summary>A notification in a queue and how its delivery goes.</summary>
internal sealed class QueuedNotification(Notification notification, ulong sequence, DateTimeOffset since)
{
    public Notification Notification { get; } = notification;

    public ulong Sequence { get; } = sequence;

    /// <summary>When it was queued in this run of the process.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>It may be sent.</summary>
    public bool IsStored { get; set; }

    public int Attempts { get; set; }

    /// <summary>Since when the receiver answers with an error.</summary>
    public DateTimeOffset? AnsweredSince { get; set; }

    public string LastReason { get; set; } = "";
}
