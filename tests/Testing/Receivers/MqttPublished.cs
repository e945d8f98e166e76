namespace Hotaru.Testing;

/// <summary>What an <see cref="MqttBroker"/> was told.</summary>
public sealed record MqttPublished(string Topic, string Payload, bool IsRetained);
