namespace Hotaru.Notifier;

/// <summary>The words of Alertmanager's notification_reason.</summary>
internal static class NoticeReasons
{
    public static string Word(this NoticeReason reason) => reason switch
    {
        NoticeReason.First => "first notification",
        NoticeReason.NewAlerts => "new alerts added",
        NoticeReason.SomeResolved => "some alerts resolved",
        NoticeReason.AllResolved => "all alerts resolved",
        NoticeReason.Repeat => "repeat interval elapsed",
        _ => "none",
    };
}
