namespace Hotaru.Notifier;

/// <summary>
/// One way to tell a receiver, as written in the configuration with the global settings filled in.
/// </summary>
public abstract record IntegrationConfig
{
    /// <summary>As in alertmanager.yml without "_configs": webhook, email.</summary>
    public abstract string Kind { get; }

    public required bool SendResolved { get; init; }

    /// <summary>For one attempt; zero: the queue's own limit.</summary>
    public TimeSpan AttemptTimeout { get; init; }

    /// <summary>Not used by mail and MQTT.</summary>
    public HttpConfig Http { get; init; } = HttpConfig.Default;
}
