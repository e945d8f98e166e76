using System.Globalization;

namespace Hotaru.Notifier;

internal sealed class PushoverSender(PushoverConfig config, NotificationTemplates templates)
    : INotificationSender
{
    // https://pushover.net/api#limits
    private const int MaxTitle = 250;
    private const int MaxMessage = 1024;
    private const int MaxUrl = 512;

    private readonly HttpDelivery _http = new(config.Http);

    public Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        var fields = Fields(rendering);
        return _http.SendAsync(() => HttpDelivery.Form(config.ApiUrl, fields), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private Dictionary<string, string> Fields(Rendering rendering)
    {
        string Text(string name) => rendering.Prose(config.Texts.GetValueOrDefault(name, "")).Trim();
        var message = TextLimit.Runes(config.IsHtml ? Html(rendering) : Text("message"), MaxMessage);
        var fields = new Dictionary<string, string>
        {
            ["token"] = config.Token.Read(),
            ["user"] = config.User.Read(),
            ["title"] = TextLimit.Runes(
                rendering.Title(config.Texts.GetValueOrDefault("title", "")), MaxTitle),
            // Pushover refuses a message without a text.
            ["message"] = message.Length > 0 ? message : "(no details)",
            ["url"] = TextLimit.Runes(Text("url"), MaxUrl),
            ["url_title"] = Text("url_title"),
            ["device"] = Text("device"),
            ["sound"] = Text("sound"),
            ["priority"] = Text("priority"),
            ["retry"] = Seconds(config.Retry),
            ["expire"] = Seconds(config.Expire),
        };
        if (config.TimeToLive > TimeSpan.Zero) fields["ttl"] = Seconds(config.TimeToLive);
        if (config.IsHtml) fields["html"] = "1";
        if (config.IsMonospace) fields["monospace"] = "1";
        foreach (var name in fields.Where(f => f.Value.Length == 0).Select(
            f => f.Key).ToList()) fields.Remove(name);
        return fields;
    }

    private string Html(Rendering rendering)
    {
        try
        {
            return rendering.Html(config.Texts.GetValueOrDefault("message", "")).Trim();
        }
        catch (Templating.TemplateException)
        {
            return Templating.Escaping.Html(rendering.Prose(config.Texts.GetValueOrDefault("message", "")));
        }
    }

    private static string Seconds(TimeSpan span) =>
        ((long)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
