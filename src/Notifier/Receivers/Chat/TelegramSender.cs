using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Hotaru.Notifier;

internal sealed class TelegramSender(TelegramConfig config, NotificationTemplates templates)
    : INotificationSender
{
    /// <summary>https://core.telegram.org/bots/api#sendmessage</summary>
    private const int MaxText = 4096;

    private readonly HttpDelivery _http = new(config.Http);

    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var marked = Mark(notification, Marked(rendering));
        var (outcome, status, answer) = await PostAsync(
            TextLimit.Runes(marked, MaxText), config.ParseMode, cancellation).ConfigureAwait(false);
        if (status == HttpStatusCode.TooManyRequests) return outcome with { RetryAfter = RetryAfter(answer) };
        if (status != HttpStatusCode.BadRequest || config.ParseMode.Length == 0) return outcome;
        // Cut or broken markup is refused; the same words without markup are not.
        var plain = Mark(notification, rendering.Prose(config.Message));
        (outcome, _, _) =
            await PostAsync(TextLimit.Runes(plain, MaxText), "", cancellation).ConfigureAwait(false);
        return outcome;
    }

    public void Dispose() => _http.Dispose();

    private static string Mark(Notification notification, string text) =>
        notification.IsTest && !text.Contains("[TEST]", StringComparison.Ordinal) ? "[TEST] " + text : text;

    private string Marked(Rendering rendering)
    {
        if (config.ParseMode != "HTML") return rendering.Prose(config.Message);
        try
        {
            return rendering.Html(config.Message);
        }
        catch (Templating.TemplateException)
        {
            return Templating.Escaping.Html(rendering.Prose(config.Message));
        }
    }

    private Task<(DeliveryOutcome Outcome, HttpStatusCode? Status, string Text)> PostAsync(
        string text, string parseMode, CancellationToken cancellation)
    {
        var json = JsonWrite.Object(writer =>
        {
            var chat = config.Chat.Read();
            if (long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                writer.WriteNumber("chat_id", id);
            else writer.WriteString("chat_id", chat);
            if (config.Thread != 0) writer.WriteNumber("message_thread_id", config.Thread);
            writer.WriteString("text", text);
            writer.Optional("parse_mode", parseMode);
            writer.OptionalFlag("disable_notification", config.IsSilent);
            writer.WriteBoolean("disable_web_page_preview", true);
        });
        var url = $"{config.ApiUrl.TrimEnd('/')}/bot{config.Token.Read()}/sendMessage";
        return _http.AskAsync(() => HttpDelivery.Json(HttpMethod.Post, url, json), cancellation);
    }

    private static TimeSpan? RetryAfter(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return TimeSpan.FromSeconds(
                document.RootElement.GetProperty("parameters").GetProperty("retry_after").GetInt32());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
