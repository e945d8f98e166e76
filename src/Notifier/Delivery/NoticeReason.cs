namespace Hotaru.Notifier;

/// <summary>Why a receiver is told about a group.</summary>
internal enum NoticeReason
{
    None,
    First,
    NewAlerts,
    SomeResolved,
    AllResolved,
    Repeat,
}
