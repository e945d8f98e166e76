namespace Hotaru.Notifier;

/// <summary>
/// A message to an MQTT broker, and on request a binary sensor in Home Assistant; an extension of the peers'
/// configuration.
/// </summary>
public sealed record MqttConfig : IntegrationConfig
{
    public override string Kind => "mqtt";

    public required string Host { get; init; }

    public int Port { get; init; } = 1883;

    public bool UsesTls { get; init; }

    public TlsConfig Tls { get; init; } = TlsConfig.Default;

    public string ClientId { get; init; } = "hotaru";

    public string User { get; init; } = "";

    public Secret Password { get; init; } = Secret.None;

    /// <summary>A template.</summary>
    public required string Topic { get; init; }

    /// <summary>A template; empty: the JSON that webhooks get.</summary>
    public string Message { get; init; } = "";

    public bool IsRetained { get; init; }

    /// <summary>
    /// Where Home Assistant looks for new devices, usually "homeassistant"; empty: none is announced.
    /// </summary>
    public string DiscoveryPrefix { get; init; } = "";
}
