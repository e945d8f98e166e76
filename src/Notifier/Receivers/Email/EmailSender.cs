using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Hotaru.Templating;

namespace Hotaru.Notifier;

internal sealed class EmailSender(EmailConfig config, NotificationTemplates templates, TimeProvider time)
    : INotificationSender
{
    public async Task<DeliveryOutcome> SendAsync(Notification notification, CancellationToken cancellation)
    {
        var rendering = templates.Begin(notification);
        try
        {
            var sender = MailAddresses.Parse(rendering.Text(config.From))[0];
            var recipients = MailAddresses.Parse(rendering.Text(config.To));
            var mail = Compose(notification, rendering);
            var refused = await SmtpSession.SendAsync(config, sender, recipients, mail, cancellation)
                .ConfigureAwait(false);
            return refused.Count == 0
                ? DeliveryOutcome.Delivered
                : DeliveryOutcome.Delivered with { Reason = $"refused for {string.Join(", ", refused)}" };
        }
        catch (FormatException e)
        {
            return DeliveryOutcome.Refused(e.Message);
        }
        catch (SmtpException e)
        {
            return e.IsFinal ? DeliveryOutcome.Refused(e.Message) : DeliveryOutcome.Retry(e.Message);
        }
        catch (Exception e) when (e is SocketException or IOException or AuthenticationException)
        {
            return DeliveryOutcome.Unreachable($"{config.Host}:{config.Port}: {e.Message}");
        }
    }

    public void Dispose()
    {
    }

    private byte[] Compose(Notification notification, Rendering rendering)
    {
        List<KeyValuePair<string, string>> headers = [];
        void Add(string name, string otherwise, Func<string, string> render)
        {
            if (!config.Headers.ContainsKey(name)) headers.Add(new(name, render(otherwise)));
        }

        foreach (var (name, value) in config.Headers)
            headers.Add(new(name, name == "Subject" ? rendering.Title(value) : rendering.Text(value)));
        Add("Subject", EmailConfig.DefaultSubject, rendering.Title);
        Add("To", config.To, rendering.Text);
        Add("From", config.From, rendering.Text);
        if (ThreadId(notification) is { } thread)
        {
            headers.Add(new("References", thread));
            headers.Add(new("In-Reply-To", thread));
        }

        var html = config.Html.Length == 0 ? "" : Html(rendering);
        var text = config.Text.Length == 0 ? "" : rendering.Prose(config.Text);
        // The id stays over attempts, so that mailboxes can drop the second of two equal mails.
        var host = config.Hello is "localhost" or "" ? "hotaru.local" : config.Hello;
        var messageId = $"<{notification.Id}@{host}>";
        return MailMessage.Compose(headers, messageId, time.GetUtcNow(), text, html);
    }

    private string Html(Rendering rendering)
    {
        try
        {
            return rendering.Html(config.Html);
        }
        catch (TemplateException e)
        {
            return rendering.Html(EmailConfig.DefaultHtml)
                + $"<p>The template of this receiver failed: {Escaping.Html(e.Message)}</p>";
        }
    }

    private string? ThreadId(Notification notification)
    {
        if (config.Threading == EmailThreading.Off) return null;
        var day = config.Threading == EmailThreading.Daily
            ? time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(notification.GroupKey + day));
        return $"<{Convert.ToHexStringLower(hash)[..32]}@hotaru.local>";
    }
}
