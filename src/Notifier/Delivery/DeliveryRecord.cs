using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>One line of the delivery log.</summary>
/// <param name="Integration">Receiver, kind and index: <c>ops/webhook/0</c>.</param>
/// <param name="Members">Fingerprints of its alerts, at most <see cref="MaxMembers"/>.</param>
/// <param name="Reason">Why it was not delivered, or why not at first.</param>
public sealed record DeliveryRecord(
    string Id, DateTimeOffset At, string Receiver, string Integration, string GroupKey, string Status,
    int Alerts,
    DeliveryState State, int Attempts, string Reason, DateTimeOffset UpdatedAt, bool IsTest,
    IReadOnlyList<ulong> Members)
{
    /// <summary>A line shall not grow with the largest group; the count of alerts is beside it.</summary>
    internal const int MaxMembers = 100;

    internal byte[] Write() => JsonWrite.Object(writer =>
    {
        writer.WriteString("id", Id);
        writer.Time("at", At);
        writer.WriteString("receiver", Receiver);
        writer.WriteString("integration", Integration);
        writer.WriteString("groupKey", GroupKey);
        writer.WriteString("status", Status);
        writer.WriteNumber("alerts", Alerts);
        writer.WriteNumber("state", (int)State);
        writer.WriteNumber("attempts", Attempts);
        writer.WriteString("reason", Reason);
        writer.Time("updatedAt", UpdatedAt);
        writer.WriteBoolean("test", IsTest);
        writer.Fingerprints("members", Members);
    });

    internal static DeliveryRecord Read(JsonElement json) => new(
        json.Text("id"), json.Time("at"), json.Text("receiver"), json.Text("integration"),
        json.Text("groupKey"),
        json.Text("status"), json.GetProperty("alerts").GetInt32(),
        (DeliveryState)json.GetProperty("state").GetInt32(),
        json.GetProperty("attempts").GetInt32(), json.Text("reason"), json.Time("updatedAt"),
        json.Flag("test"), json.TryGetProperty("members", out _) ? json.Fingerprints("members") : []);
}
