using Hotaru.Model;

namespace Hotaru.Notifier;

/// <summary>What is sent when a person tries a receiver.</summary>
internal static class TestNotification
{
    public static Notification For(string receiver, DateTimeOffset now)
    {
        var labels = Labels.Of(LabelNames.AlertName, "[TEST] Hotaru", LabelNames.Severity, "info");
        var annotations = Labels.Of(
            "summary", "[TEST] This is a test of the receiver.",
            "description", "Nobody has to do anything. It was sent by hand to see whether it arrives.");
        var alert = new AlertEntry(labels, annotations, now, default, now, IsTimeout: false, "");
        return new Notification(
            Guid.NewGuid().ToString("N"), receiver, "{}:{alertname=\"[TEST] Hotaru\"}",
            Labels.Of(LabelNames.AlertName, "[TEST] Hotaru"), Labels.Empty,
            [new NotifiedAlert(alert, IsFiring: true)],
            [], now, IsTest: true, Reason: "test");
    }
}
