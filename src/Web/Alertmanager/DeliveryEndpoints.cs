using System.Text.Json;
using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotaru.Web.Alertmanager;

/// <summary>
/// Hotaru's own beside the API: <c>GET /api/hotaru/v1/deliveries?limit=N</c>, the delivery log, and
/// <c>GET /api/hotaru/v1/receivers</c>, the receivers and their queues, and
/// <c>POST /api/hotaru/v1/receivers/{name}/test</c>, which tries a receiver.
/// </summary>
internal sealed class DeliveryEndpoints(AlertmanagerSurface surface)
{
    public Task ListAsync(HttpContext context)
    {
        var limit = int.TryParse(context.Request.Query["limit"], out var asked) && asked > 0 ? asked : 200;
        return Answers.ListAsync(context, surface.Notifier.Deliveries.List().Take(limit), Write);
    }

    public Task ReceiversAsync(HttpContext context) =>
        Answers.ListAsync(context, surface.Notifier.Receivers(), Write);

    public async Task TestAsync(HttpContext context)
    {
        var name = context.GetRouteValue("name") as string ?? "";
        var outcomes = await surface.Notifier.TestAsync(name, context.RequestAborted);
        if (outcomes is null)
        {
            await Answers.FailAsync(context, 404, $"there is no receiver \"{name}\"");
            return;
        }

        await Answers.JsonAsync(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var (integration, outcome) in outcomes)
            {
                writer.WriteStartObject();
                writer.WriteString("integration", integration);
                writer.WriteBoolean("delivered", outcome.Result == DeliveryResult.Delivered);
                writer.WriteString("reason", outcome.Reason);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter writer, ReceiverView receiver)
    {
        writer.WriteStartObject();
        writer.WriteString("name", receiver.Name);
        writer.WriteStartArray("integrations");
        foreach (var integration in receiver.Integrations)
        {
            writer.WriteStartObject();
            writer.WriteString("integration", integration.Key);
            writer.WriteString("kind", integration.Kind);
            writer.WriteNumber("waiting", integration.Waiting);
            if (integration.WaitingSince is { } since)
                writer.WriteString("waitingSince", ApiTime.Show(since));
            else writer.WriteNull("waitingSince");
            writer.WriteString("reason", integration.Failure);
            writer.WriteNumber("delivered", integration.Count.Delivered);
            writer.WriteNumber("failed", integration.Count.Failed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeliveryRecord record)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Id);
        writer.WriteString("at", ApiTime.Show(record.At));
        writer.WriteString("receiver", record.Receiver);
        writer.WriteString("integration", record.Integration);
        writer.WriteString("groupKey", record.GroupKey);
        writer.WriteString("status", record.Status);
        writer.WriteNumber("alerts", record.Alerts);
        writer.WriteString("state", record.State.ToString().ToLowerInvariant());
        writer.WriteNumber("attempts", record.Attempts);
        writer.WriteString("reason", record.Reason);
        writer.WriteString("updatedAt", ApiTime.Show(record.UpdatedAt));
        writer.WriteBoolean("test", record.IsTest);
        writer.WriteEndObject();
    }
}
