using System.Globalization;
using Hotaru.Templating;

namespace Hotaru.Notifier;

/// <summary>A notification as templates see it: the fields and methods of the peers' documentation.</summary>
internal static class TemplateData
{
    public static RecordValue Of(
        Notification notification, IReadOnlyList<NotifiedAlert> alerts, string externalUrl) => new(
        [
            new("Receiver", TemplateValue.Of(RegexQuote.Quote(notification.Receiver))),
            new("Status", TemplateValue.Of(alerts.Any(a => a.IsFiring) ? "firing" : "resolved")),
            new("Alerts", Alerts(alerts)),
            new("NotificationReason", TemplateValue.Of(notification.Reason)),
            new("GroupLabels", KeyValues.Of(notification.GroupLabels)),
            new("CommonLabels", KeyValues.Of(SharedLabels.Of(alerts.Select(a => a.Labels)))),
            new("CommonAnnotations", KeyValues.Of(SharedLabels.Of(alerts.Select(a => a.Alert.Annotations)))),
            new("RouteLabels", KeyValues.Of(notification.RouteLabels)),
            new("ExternalURL", TemplateValue.Of(externalUrl)),
        ], "*template.Data");

    private static ListValue Alerts(IEnumerable<NotifiedAlert> alerts)
    {
        NotifiedAlert[] all = [.. alerts];
        return new ListValue([.. all.Select(Alert)], "template.Alerts", KeyValues.Table(
            KeyValues.Plain("Firing", () => Alerts(all.Where(a => a.IsFiring))),
            KeyValues.Plain("Resolved", () => Alerts(all.Where(a => !a.IsFiring)))));
    }

    private static RecordValue Alert(NotifiedAlert alert) => new(
        [
            new("Status", TemplateValue.Of(alert.Status)),
            new("Labels", KeyValues.Of(alert.Labels)),
            new("Annotations", KeyValues.Of(alert.Alert.Annotations)),
            new("StartsAt", TemplateValue.Of(alert.Alert.StartsAt)),
            new("EndsAt", TemplateValue.Of(alert.EndsAt)),
            new("GeneratorURL", TemplateValue.Of(alert.Alert.GeneratorUrl)),
            new("Fingerprint",
                TemplateValue.Of(alert.Alert.Fingerprint.ToString("x16", CultureInfo.InvariantCulture))),
        ], "template.Alert");
}
