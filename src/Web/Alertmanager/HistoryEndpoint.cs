using System.Globalization;
using System.Text.Json;
using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>
/// <c>GET /api/hotaru/v1/alerts/history?limit=N&amp;before=TIME</c>: what fires and what fired, from when to
/// when, and what was sent of it, as far as the delivery log goes back.
/// </summary>
internal sealed class HistoryEndpoint(AlertmanagerSurface surface)
{
    private const int UsualLimit = 200;
    private const int LargestLimit = 5000;

    public Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = int.TryParse(query["limit"], out var asked) && asked > 0 ? asked : UsualLimit;
        var before = DateTimeOffset.MaxValue;
        if (query.TryGetValue("before", out var text) && !DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out before))
            return Answers.FailAsync(context, 400, $"before: \"{text}\" is not a time of RFC 3339");
        var alerts = surface.Notifier.Alerts.History(before, Math.Min(limit, LargestLimit));
        var sent = Sent(surface.Notifier.Deliveries.List());
        // From the last begin to the first, each takes what was sent of it since it began.
        return Answers.ListAsync(context, alerts, (writer, alert) => Write(writer, alert, Of(alert, sent)));
    }

    /// <summary>What was sent of each alert, by its fingerprint; the latest first.</summary>
    private static Dictionary<ulong, List<DeliveryRecord>> Sent(IReadOnlyList<DeliveryRecord> deliveries)
    {
        var sent = new Dictionary<ulong, List<DeliveryRecord>>();
        foreach (var delivery in deliveries.Where(d => !d.IsTest))
        {
            foreach (var member in delivery.Members)
            {
                if (!sent.TryGetValue(member, out var list)) sent[member] = list = [];
                list.Add(delivery);
            }
        }

        return sent;
    }

    private static List<DeliveryRecord> Of(AlertEntry alert, Dictionary<ulong, List<DeliveryRecord>> sent)
    {
        if (!sent.TryGetValue(alert.Fingerprint, out var all)) return [];
        var own = all.TakeWhile(d => d.At >= alert.StartsAt).ToList();
        all.RemoveRange(0, own.Count);
        return own;
    }

    private void Write(Utf8JsonWriter writer, AlertEntry alert, List<DeliveryRecord> sent)
    {
        var now = surface.Time.GetUtcNow();
        writer.WriteStartObject();
        writer.WriteString("fingerprint", alert.Fingerprint.ToString("x16", CultureInfo.InvariantCulture));
        writer.WriteString("state", alert.IsResolvedAt(now) ? "resolved" : "firing");
        AlertWriter.WriteMap(writer, "labels", alert.Labels);
        AlertWriter.WriteMap(writer, "annotations", alert.Annotations);
        writer.WriteString("startsAt", ApiTime.Show(alert.StartsAt));
        if (alert.IsResolvedAt(now)) writer.WriteString("endsAt", ApiTime.Show(alert.EndsAt));
        else writer.WriteNull("endsAt");
        writer.WriteStartArray("sent");
        foreach (var delivery in sent)
        {
            writer.WriteStartObject();
            writer.WriteString("at", ApiTime.Show(delivery.At));
            writer.WriteString("integration", delivery.Integration);
            writer.WriteString("status", delivery.Status);
            writer.WriteString("state", delivery.State.ToString().ToLowerInvariant());
            writer.WriteString("reason", delivery.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
