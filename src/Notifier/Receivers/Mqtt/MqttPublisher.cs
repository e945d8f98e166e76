using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;

namespace Hotaru.Notifier;

/// <summary>Connects, publishes a few messages with acknowledgement, and disconnects.</summary>
internal static class MqttPublisher
{
    /// <exception cref="MqttRefusedException">The broker does not take this client.</exception>
    public static async Task PublishAsync(
        MqttConfig config, IReadOnlyList<MqttMessage> messages, CancellationToken cancellation)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(config.Host, config.Port, cancellation).ConfigureAwait(false);
        Stream stream = tcp.GetStream();
        if (config.UsesTls) stream = await EncryptAsync(stream, config, cancellation).ConfigureAwait(false);
        await using (stream)
        {
            var connect = MqttPackets.Connect(config.ClientId, config.User, config.Password.Read());
            await stream.WriteAsync(connect, cancellation).ConfigureAwait(false);
            var answer = await ReadAsync(
                stream, MqttPackets.ConnectAcknowledged, cancellation).ConfigureAwait(false);
            if (answer[1] != 0) throw new MqttRefusedException(answer[1]);
            ushort id = 0;
            foreach (var message in messages)
            {
                var publish = MqttPackets.Publish(message.Topic, message.Payload, ++id, message.IsRetained);
                await stream.WriteAsync(publish, cancellation).ConfigureAwait(false);
                answer = await ReadAsync(
                    stream, MqttPackets.PublishAcknowledged, cancellation).ConfigureAwait(false);
                if (BinaryPrimitives.ReadUInt16BigEndian(answer) != id)
                    throw new IOException("the broker acknowledges another message");
            }

            await stream.WriteAsync(MqttPackets.Disconnect, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<SslStream> EncryptAsync(
        Stream stream, MqttConfig config, CancellationToken cancellation)
    {
        var tls = new SslStream(stream);
        var options = new SslClientAuthenticationOptions { TargetHost = config.Host };
        TlsTrust.Apply(config.Tls, options);
        await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
        return tls;
    }

    /// <summary>The two bytes behind the head; all acknowledgements have exactly these.</summary>
    private static async Task<byte[]> ReadAsync(Stream stream, byte head, CancellationToken cancellation)
    {
        var packet = new byte[4];
        await stream.ReadExactlyAsync(packet, cancellation).ConfigureAwait(false);
        return packet[0] == head && packet[1] == 2
            ? packet[2..]
            : throw new IOException("the broker sends what is not MQTT 3.1.1");
    }
}
