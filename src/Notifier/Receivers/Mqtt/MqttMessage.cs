namespace Hotaru.Notifier;

internal sealed record MqttMessage(string Topic, byte[] Payload, bool IsRetained);
