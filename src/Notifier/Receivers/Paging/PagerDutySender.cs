using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class PagerDutySender(PagerDutyConfig config, NotificationTemplates templates)
    : INotificationSender
{
    private const string OldUrl = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";
    private const int MaxSummary = 1024;

    /// <summary>The largest event that is taken; beyond it the details are left out.</summary>
    private const int MaxEvent = 512_000;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var isOld = config.RoutingKey.IsEmpty;
        var json = Event(notification, rendering, isOld, withDetails: true);
        if (json.Length > MaxEvent) json = Event(notification, rendering, isOld, withDetails: false);
        return _http.PostJsonAsync(isOld ? OldUrl : config.Url, json, cancellation);
    }

    public void Dispose() => _http.Dispose();

    private byte[] Event(Notification notification, Rendering rendering, bool isOld, bool withDetails) =>
        JsonWrite.Object(writer =>
        {
            var type = notification.IsFiring ? "trigger" : "resolve";
            writer.WriteString(
                isOld ? "service_key" : "routing_key",
                (isOld ? config.ServiceKey : config.RoutingKey).Read());
            writer.WriteString(isOld ? "event_type" : "event_action", type);
            writer.WriteString(isOld ? "incident_key" : "dedup_key", GroupHash.Of(notification));
            writer.Optional("client", Text(rendering, "client"));
            writer.Optional("client_url", Text(rendering, "client_url"));
            if (isOld)
            {
                writer.WriteString("description", Summary(rendering));
                WriteDetails(writer, "details", rendering, notification, withDetails);
                return;
            }

            WriteAll(writer, "images", config.Images, rendering);
            WriteAll(writer, "links", config.Links, rendering);
            writer.WriteStartObject("payload");
            writer.WriteString("summary", Summary(rendering));
            writer.WriteString("source", Or(Text(rendering, "source"), Text(rendering, "client"), "hotaru"));
            writer.WriteString("severity", Or(Text(rendering, "severity"), "error"));
            foreach (var name in new[] { "class", "component", "group" }) writer.Optional(
                name, Text(rendering, name));
            WriteDetails(writer, "custom_details", rendering, notification, withDetails);
            writer.WriteEndObject();
        });

    private string Text(Rendering rendering, string name) =>
        rendering.Prose(config.Texts.GetValueOrDefault(name, ""));

    private string Summary(Rendering rendering) =>
        TextLimit.Runes(rendering.Title(config.Texts.GetValueOrDefault("description", "")), MaxSummary);

    private static string Or(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (text.Length > 0) return text;
        }

        return "";
    }

    private void WriteDetails(
        Utf8JsonWriter writer, string name, Rendering rendering, Notification notification, bool withDetails)
    {
        writer.WriteStartObject(name);
        if (withDetails)
        {
            writer.WriteString(
                "firing", rendering.Prose("""{{ template "pagerduty.default.instances" .Alerts.Firing }}"""));
            writer.WriteString(
                "resolved", rendering.Prose(
                    """{{ template "pagerduty.default.instances" .Alerts.Resolved }}"""));
            foreach (var (key, value) in config.Details)
            {
                writer.WritePropertyName(key);
                value.Write(writer, rendering.Prose);
            }
        }
        else writer.WriteString("note", "The details were too large for PagerDuty and were left out.");

        writer.WriteNumber("num_firing", notification.Alerts.Count(a => a.IsFiring));
        writer.WriteNumber("num_resolved", notification.Alerts.Count(a => !a.IsFiring));
        writer.WriteEndObject();
    }

    private static void WriteAll(
        Utf8JsonWriter writer, string name, IReadOnlyList<IReadOnlyDictionary<string, string>> entries,
        Rendering rendering)
    {
        if (entries.Count == 0) return;
        writer.WriteStartArray(name);
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            foreach (var (key, value) in entry) writer.Optional(key, rendering.Prose(value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
