using System.Buffers.Binary;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>The packets of MQTT 3.1.1 that a publisher needs (OASIS standard, chapter 3).</summary>
internal static class MqttPackets
{
    public const byte ConnectAcknowledged = 0x20;
    public const byte PublishAcknowledged = 0x40;
    private const ushort KeepAliveSeconds = 60;

    public static readonly byte[] Disconnect = [0xE0, 0];

    public static byte[] Connect(string clientId, string user, string password)
    {
        // Clean session; a user name and a password where there are some.
        var flags = 0x02 | (user.Length > 0 ? 0x80 : 0) | (password.Length > 0 ? 0x40 : 0);
        List<byte> body = [.. Text("MQTT"), 4, (byte)flags, .. Number(KeepAliveSeconds), .. Text(clientId)];
        if (user.Length > 0) body.AddRange(Text(user));
        if (password.Length > 0) body.AddRange(Text(password));
        return Packet(0x10, body);
    }

    /// <summary>A message that the broker acknowledges (quality of service 1).</summary>
    public static byte[] Publish(string topic, ReadOnlySpan<byte> payload, ushort id, bool isRetained)
    {
        List<byte> body = [.. Text(topic), .. Number(id), .. payload];
        return Packet((byte)(0x32 | (isRetained ? 1 : 0)), body);
    }

    private static byte[] Packet(byte head, List<byte> body)
    {
        List<byte> packet = [head];
        var rest = body.Count;
        do
        {
            var part = (byte)(rest % 128);
            rest /= 128;
            packet.Add(rest > 0 ? (byte)(part | 0x80) : part);
        }
        while (rest > 0);

        packet.AddRange(body);
        return [.. packet];
    }

    private static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return [.. Number((ushort)utf8.Length), .. utf8];
    }

    private static byte[] Number(ushort number)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, number);
        return bytes;
    }
}
