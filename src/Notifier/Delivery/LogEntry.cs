using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>What a receiver was last told about a group.</summary>
internal sealed record LogEntry(DateTimeOffset At, IReadOnlySet<ulong> Firing, IReadOnlySet<ulong> Resolved)
{
    public static LogEntry Of(Notification notification, DateTimeOffset at) => new(
        at,
        notification.Alerts.Where(a => a.IsFiring).Select(a => a.Alert.Fingerprint).ToHashSet(),
        notification.Resolved.ToHashSet());

    public byte[] Write(string key) => JsonWrite.Object(writer =>
    {
        writer.WriteString("key", key);
        writer.Time("at", At);
        writer.Fingerprints("firing", Firing);
        writer.Fingerprints("resolved", Resolved);
    });

    public static LogEntry Read(JsonElement json) => new(
        json.Time("at"), json.Fingerprints("firing").ToHashSet(), json.Fingerprints("resolved").ToHashSet());
}
