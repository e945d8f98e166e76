namespace Hotaru.Notifier;

/// <summary>Makes the sender for an integration's configuration.</summary>
internal static class SenderFactory
{
    public static INotificationSender Create(
        IntegrationConfig config, NotificationTemplates templates, TimeProvider time) => config switch
    {
        WebhookConfig webhook => new WebhookSender(webhook, templates, time),
        EmailConfig email => new EmailSender(email, templates, time),
        _ => throw new InvalidOperationException($"BUG: no sender for {config.Kind}"),
    };
}
