using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class OpsGenieSender(OpsGenieConfig config, NotificationTemplates templates)
    : INotificationSender
{
    // https://docs.opsgenie.com/docs/alert-api#create-alert
    private const int MaxMessage = 130;
    private const int MaxDescription = 15_000;

    private readonly HttpDelivery _http = new(config.Http);

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var alias = GroupHash.Of(notification);
        if (!notification.IsFiring)
        {
            return await CallAsync(
                HttpMethod.Post, $"v2/alerts/{alias}/close?identifierType=alias",
                w => w.WriteString("source", Text(rendering, "source")), cancellation).ConfigureAwait(false);
        }

        var outcome = await CallAsync(
            HttpMethod.Post, "v2/alerts", w => WriteAlert(w, rendering, notification, alias), cancellation)
            .ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered || !config.UpdatesAlerts) return outcome;
        outcome = await CallAsync(
            HttpMethod.Put, $"v2/alerts/{alias}/message?identifierType=alias",
            w => w.WriteString("message", Message(rendering)), cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered) return outcome;
        return await CallAsync(
            HttpMethod.Put, $"v2/alerts/{alias}/description?identifierType=alias",
            w => w.WriteString("description", Description(rendering)), cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private Task<DeliveryOutcome> CallAsync(
        HttpMethod method, string path, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var json = JsonWrite.Object(write);
        return _http.SendAsync(
            () =>
            {
                var request = HttpDelivery.Json(method, config.ApiUrl.TrimEnd('/') + "/" + path, json);
                request.Headers.TryAddWithoutValidation("Authorization", $"GenieKey {config.Key.Read()}");
                return request;
            },
            cancellation);
    }

    private string Text(Rendering rendering, string name) =>
        rendering.Prose(config.Texts.GetValueOrDefault(name, ""));

    private string Message(Rendering rendering) =>
        TextLimit.Runes(rendering.Title(config.Texts.GetValueOrDefault("message", "")), MaxMessage);

    private string Description(Rendering rendering) =>
        TextLimit.Runes(Text(rendering, "description"), MaxDescription);

    private void WriteAlert(
        Utf8JsonWriter writer, Rendering rendering, Notification notification, string alias)
    {
        writer.WriteString("alias", alias);
        writer.WriteString("message", Message(rendering));
        writer.Optional("description", Description(rendering));
        foreach (var name in new[] { "source", "entity", "note", "priority" })
            writer.Optional(name, Text(rendering, name));
        writer.WriteStartObject("details");
        foreach (var label in SharedLabels.Of(notification.Alerts.Select(a => a.Labels)))
        {
            if (!config.Details.ContainsKey(label.Name)) writer.WriteString(label.Name, label.Value);
        }

        foreach (var (name, value) in config.Details) writer.WriteString(name, rendering.Prose(value));
        writer.WriteEndObject();
        WriteList(writer, "tags", Text(rendering, "tags"));
        WriteList(writer, "actions", Text(rendering, "actions"));
        WriteResponders(writer, rendering);
    }

    private static void WriteList(Utf8JsonWriter writer, string name, string commaSeparated)
    {
        var entries = commaSeparated.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length == 0) return;
        writer.WriteStartArray(name);
        foreach (var entry in entries) writer.WriteStringValue(entry);
        writer.WriteEndArray();
    }

    private void WriteResponders(Utf8JsonWriter writer, Rendering rendering)
    {
        if (config.Responders.Count == 0) return;
        writer.WriteStartArray("responders");
        foreach (var responder in config.Responders)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in responder) writer.Optional(name, rendering.Text(value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
