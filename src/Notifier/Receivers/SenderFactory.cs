namespace Hotaru.Notifier;

/// <summary>Makes the sender for an integration's configuration.</summary>
internal static class SenderFactory
{
    public static INotificationSender Create(
        IntegrationConfig config, NotificationTemplates templates, TimeProvider time) => config switch
        {
            WebhookConfig webhook => new WebhookSender(webhook, templates, time),
            EmailConfig email => new EmailSender(email, templates, time),
            SlackConfig slack => new SlackSender(slack, templates),
            DiscordConfig discord => new DiscordSender(discord, templates),
            TelegramConfig telegram => new TelegramSender(telegram, templates),
            TeamsConfig teams => new TeamsSender(teams, templates),
            MattermostConfig mattermost => new MattermostSender(mattermost, templates),
            RocketChatConfig rocketChat => new RocketChatSender(rocketChat, templates),
            PushoverConfig pushover => new PushoverSender(pushover, templates),
            PagerDutyConfig pagerDuty => new PagerDutySender(pagerDuty, templates),
            OpsGenieConfig opsGenie => new OpsGenieSender(opsGenie, templates),
            NtfyConfig ntfy => new NtfySender(ntfy, templates),
            GotifyConfig gotify => new GotifySender(gotify, templates),
            MatrixConfig matrix => new MatrixSender(matrix, templates),
            MqttConfig mqtt => new MqttSender(mqtt, templates),
            _ => throw new InvalidOperationException($"BUG: no sender for {config.Kind}"),
        };
}
