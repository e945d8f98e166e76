namespace Hotaru.Notifier;

/// <summary>Makes the sender for an integration's configuration.</summary>
internal static class SenderFactory
{
    public static INotificationSender Create(
        IntegrationConfig config, NotificationTemplates templates, TimeProvider time)
    {
        var sender = Of(config, templates, time);
        return config.AttemptTimeout > TimeSpan.Zero ? new TimedSender(sender, config.AttemptTimeout, time)
            : sender;
    }

    private static INotificationSender Of(
        IntegrationConfig config, NotificationTemplates templates, TimeProvider time) => config switch
        {
            WebhookConfig webhook => new WebhookSender(webhook, templates),
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
            WebexConfig webex => new WebexSender(webex, templates),
            WeChatConfig weChat => new WeChatSender(weChat, templates, time),
            VictorOpsConfig victorOps => new VictorOpsSender(victorOps, templates),
            IncidentIoConfig incidentIo => new IncidentIoSender(incidentIo, templates),
            JiraConfig jira => new JiraSender(jira, templates),
            NtfyConfig ntfy => new NtfySender(ntfy, templates),
            GotifyConfig gotify => new GotifySender(gotify, templates),
            MatrixConfig matrix => new MatrixSender(matrix, templates),
            MqttConfig mqtt => new MqttSender(mqtt, templates),
            _ => throw new InvalidOperationException($"BUG: no sender for {config.Kind}"),
        };
}
