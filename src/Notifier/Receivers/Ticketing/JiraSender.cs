using System.Globalization;
using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>
/// Keeps one issue per group: looks for it by a label, makes or changes it, and moves it on where a step is
/// named for that. Each attempt looks anew, so that one that was broken off makes no second issue.
/// </summary>
internal sealed class JiraSender(JiraConfig config, NotificationTemplates templates) : INotificationSender
{
    private readonly HttpDelivery _http = new(config.Http);

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var (outcome, known) = await FindAsync(rendering, notification, cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered) return outcome;
        // Nothing is opened for what is over.
        if (known is null && !notification.IsFiring) return DeliveryOutcome.Delivered;
        var body = JiraIssue.Write(config, rendering, notification, known is not null);
        var (method, path) = known is null ? (HttpMethod.Post, "issue")
            : (HttpMethod.Put, $"issue/{known.Value.Key}");
        (outcome, _) = await CallAsync(method, Address(path), body, cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered || known is null) return outcome;
        return await MoveAsync(known.Value, notification.IsFiring, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(DeliveryOutcome, (string Key, bool IsDone)?)> FindAsync(
        Rendering rendering, Notification notification, CancellationToken cancellation)
    {
        var jql = Search(rendering, notification);
        var body = JsonWrite.Object(writer =>
        {
            writer.WriteString("jql", jql);
            writer.WriteNumber("maxResults", 2);
            writer.WriteStartArray("fields");
            writer.WriteStringValue("status");
            writer.WriteEndArray();
        });
        // Jira Cloud searches in the third version of its API only.
        var url = config.IsCloud
            ? Address("search/jql").Replace("/rest/api/2/", "/rest/api/3/", StringComparison.Ordinal)
            : Address("search");
        var (outcome, answer) =
            await CallAsync(HttpMethod.Post, url, body, cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered) return (outcome, null);
        if (answer is not { } found || !found.TryGetProperty("issues", out var issues)
            || issues.GetArrayLength() == 0)
            return (outcome, null);
        var category = issues[0].TryGetProperty("fields", out var fields)
            && fields.TryGetProperty("status", out var status)
            && status.TryGetProperty("statusCategory", out var kind) ? kind.Text("key") : "";
        return (outcome, (issues[0].Text("key"), category == "done"));
    }

    private string Search(Rendering rendering, Notification notification)
    {
        var wontFix = config.WontFixResolution.Length == 0 ? ""
            : $"(resolution is EMPTY or resolution != {Quoted(config.WontFixResolution)}) and ";
        var minutes = (long)config.ReopenDuration.TotalMinutes;
        var open = notification.IsFiring && config.ReopenTransition.Length > 0 && minutes > 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"(resolutiondate is EMPTY OR resolutiondate >= -{minutes}m) and ")
            : "statusCategory != Done and ";
        var project = Quoted(rendering.Text(config.Texts["project"]));
        return $"{wontFix}{open}project={project} and labels={Quoted(JiraIssue.LabelOf(notification))}"
            + " order by status ASC,resolutiondate DESC";
    }

    private async Task<DeliveryOutcome> MoveAsync(
        (string Key, bool IsDone) issue, bool isFiring, CancellationToken cancellation)
    {
        var step = isFiring ? config.ReopenTransition : config.ResolveTransition;
        if (step.Length == 0 || issue.IsDone != isFiring) return DeliveryOutcome.Delivered;
        var url = Address($"issue/{issue.Key}/transitions");
        var (outcome, answer) =
            await CallAsync(HttpMethod.Get, url, null, cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered) return outcome;
        if (IdOf(answer, step) is not { } id)
            return DeliveryOutcome.Refused($"the issue {issue.Key} has no transition \"{step}\"");
        var body = JsonWrite.Object(writer =>
        {
            writer.WriteStartObject("transition");
            writer.WriteString("id", id);
            writer.WriteEndObject();
        });
        (outcome, _) = await CallAsync(HttpMethod.Post, url, body, cancellation).ConfigureAwait(false);
        return outcome;
    }

    private static string? IdOf(JsonElement? answer, string step)
    {
        if (answer is not { } found || !found.TryGetProperty("transitions", out var steps)) return null;
        foreach (var known in steps.EnumerateArray())
        {
            if (known.Text("name") == step) return known.Text("id");
        }

        return null;
    }

    private async Task<(DeliveryOutcome, JsonElement?)> CallAsync(
        HttpMethod method, string url, byte[]? body, CancellationToken cancellation)
    {
        var (outcome, _, text) = await _http.AskAsync(
            () =>
            {
                var request = body is null ? new HttpRequestMessage(method, url)
                    : HttpDelivery.Json(method, url, body);
                request.Headers.TryAddWithoutValidation("Accept-Language", "en");
                return request;
            },
            cancellation).ConfigureAwait(false);
        if (outcome.Result != DeliveryResult.Delivered || text.Length == 0) return (outcome, null);
        try
        {
            using var document = JsonDocument.Parse(text);
            return (outcome, document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return (DeliveryOutcome.Retry("Jira did not answer in JSON"), null);
        }
    }

    private string Address(string path) => config.ApiUrl.TrimEnd('/') + "/" + path;

    private static string Quoted(string text)
    {
        var inner = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return $"\"{inner}\"";
    }
}
