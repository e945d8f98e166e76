using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Testing;

/// <summary>
/// An MQTT 3.1.1 broker on loopback that keeps what is published with quality of service 1. It reads packets
/// by the standard's tables on its own, so that a publisher's mistakes show.
/// </summary>
public sealed class MqttBroker : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<MqttPublished> _published = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;

    private MqttBroker(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The only good user and password, as <c>user:password</c>; null: nobody logs in.</summary>
    public string? Login { get; set; }

    public IReadOnlyList<MqttPublished> Published => [.. _published];

    public static MqttBroker Start(int port = 0) => new(port);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _sessions.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                while (await ServeOneAsync(stream))
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
            }
        }
    }

    private async Task<bool> ServeOneAsync(Stream stream)
    {
        var head = new byte[1];
        await stream.ReadExactlyAsync(head, _stopping.Token);
        var body = new byte[await LengthAsync(stream)];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        switch (head[0] >> 4)
        {
            case 1:
                var isGood = Encoding.UTF8.GetString(body, 2, 4) == "MQTT" && body[6] == 4 && LogsIn(body);
                await stream.WriteAsync(
                    new byte[] { 0x20, 2, 0, isGood ? (byte)0 : (byte)4 }, _stopping.Token);
                return isGood;
            case 3:
                var topic = Text(body, 0);
                var at = 2 + Encoding.UTF8.GetByteCount(topic);
                _published.Enqueue(new MqttPublished(
                    topic, Encoding.UTF8.GetString(body, at + 2, body.Length - at - 2), (head[0] & 1) == 1));
                await stream.WriteAsync(new byte[] { 0x40, 2, body[at], body[at + 1] }, _stopping.Token);
                return true;
            default:
                return false;
        }
    }

    private bool LogsIn(byte[] connect)
    {
        if (Login is null) return (connect[7] & 0xC0) == 0;
        if ((connect[7] & 0xC0) != 0xC0) return false;
        var at = 10 + 2 + Encoding.UTF8.GetByteCount(Text(connect, 10));
        var user = Text(connect, at);
        return Login == user + ":" + Text(connect, at + 2 + Encoding.UTF8.GetByteCount(user));
    }

    private static string Text(byte[] body, int at) =>
        Encoding.UTF8.GetString(body, at + 2, BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at)));

    /// <summary>Section 2.2.3: seven bits a byte, the lowest first.</summary>
    private async Task<int> LengthAsync(Stream stream)
    {
        var one = new byte[1];
        for (int length = 0, shift = 0; ; shift += 7)
        {
            await stream.ReadExactlyAsync(one, _stopping.Token);
            length |= (one[0] & 0x7F) << shift;
            if (one[0] < 0x80) return length;
        }
    }
}
