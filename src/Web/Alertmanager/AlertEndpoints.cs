using Hotaru.Notifier;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Alertmanager;

/// <summary>/api/v2/alerts and /api/v2/alerts/groups.</summary>
internal sealed class AlertEndpoints(AlertmanagerSurface surface)
{
    private readonly NotifierService _notifier = surface.Notifier;

    public async Task PostAsync(HttpContext context)
    {
        List<string> problems = [];
        List<AlertEntry> alerts;
        try
        {
            using var body = await RequestBody.ReadAsync(context);
            alerts = new AlertReader(_notifier, surface.Time).Read(body.RootElement, problems);
        }
        catch (SchemaException e)
        {
            await Answers.FailSchemaAsync(context, e.Status, e.Code, e.Message);
            return;
        }

        foreach (var _ in problems) _notifier.Received.CountInvalid();
        // Good ones are taken even where others of the same body are not.
        if (alerts.Count > 0) await _notifier.PostAsync(alerts, context.RequestAborted);
        if (problems.Count > 0) await Answers.FailAsync(context, 400, string.Join("; ", problems));
    }

    public async Task ListAsync(HttpContext context)
    {
        if (await FilterAsync(context) is not { } filter) return;
        var now = surface.Time.GetUtcNow();
        List<AlertEntry> asked = [.. _notifier.Alerts.List().Where(
            alert => alert.EndsAt >= now && filter.TakesLabels(alert.Labels))];
        asked.Sort(static (a, b) => a.Fingerprint.CompareTo(b.Fingerprint));
        await Answers.ListAsync(context, Shown(asked, filter), static (writer, item) =>
            AlertWriter.Write(writer, item.Alert, item.Standing, item.Receivers, []));
    }

    public async Task GroupsAsync(HttpContext context)
    {
        if (await FilterAsync(context) is not { } filter) return;
        var now = surface.Time.GetUtcNow();
        List<(GroupView Group, List<(AlertEntry Alert, AlertStanding Standing)> Alerts)> shown = [];
        var receivers = new Dictionary<ulong, string[]>();
        foreach (var group in _notifier.Groups())
        {
            if (!filter.TakesReceiver(group.Receiver)) continue;
            var alerts = Shown(group, filter, now);
            if (alerts.Count == 0) continue;
            shown.Add((group, alerts));
            string[] alone = [group.Receiver];
            foreach (var (alert, _) in alerts)
            {
                receivers[alert.Fingerprint] = receivers.TryGetValue(alert.Fingerprint, out var others)
                    ? [.. others.Append(group.Receiver).Order(StringComparer.Ordinal)]
                    : alone;
            }
        }

        await Answers.StreamAsync(context, async answer =>
        {
            var writer = answer.Json;
            writer.WriteStartArray();
            foreach (var (group, alerts) in shown)
            {
                writer.WriteStartObject();
                writer.WriteStartArray("alerts");
                foreach (var (alert, standing) in alerts)
                {
                    AlertWriter.Write(writer, alert, standing, receivers[alert.Fingerprint], group.MutedBy);
                    await answer.BreatheAsync();
                }

                writer.WriteEndArray();
                AlertWriter.WriteMap(writer, "labels", group.Labels);
                writer.WriteStartObject("receiver");
                writer.WriteString("name", group.Receiver);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>One at a time as they are written, so that what is made for an alert dies young.</summary>
    private IEnumerable<(AlertEntry Alert, AlertStanding Standing, IReadOnlyList<string> Receivers)> Shown(
        List<AlertEntry> asked, AlertFilter filter)
    {
        foreach (var alert in asked)
        {
            var receivers = _notifier.ReceiversOf(alert.Labels);
            if (!receivers.Any(filter.TakesReceiver)) continue;
            var standing = _notifier.StandingOf(alert.Labels);
            if (filter.TakesStanding(standing)) yield return (alert, standing, receivers);
        }
    }

    private List<(AlertEntry Alert, AlertStanding Standing)> Shown(
        GroupView group, AlertFilter filter, DateTimeOffset now)
    {
        List<(AlertEntry, AlertStanding)> alerts = [];
        foreach (var alert in group.Alerts)
        {
            if (alert.EndsAt < now || !filter.TakesLabels(alert.Labels)) continue;
            var standing = _notifier.StandingOf(alert.Labels);
            if (filter.TakesStanding(standing)) alerts.Add((alert, standing));
        }

        return alerts;
    }

    private async Task<AlertFilter?> FilterAsync(HttpContext context)
    {
        try
        {
            return AlertFilter.Of(context.Request.Query, _notifier.Options.Dialect);
        }
        catch (FormatException e)
        {
            await Answers.FailAsync(context, 400, e.Message);
            return null;
        }
    }
}
