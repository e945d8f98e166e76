using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Scraper.Tests.Discovery;

/// <summary>
/// A name server on a free port of the loopback address, over UDP and TCP, that answers as it is told.
/// Source: RFC 1035, RFC 2782.
/// </summary>
internal sealed class NameServer : IAsyncDisposable
{
    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private int _overTcp;

    public NameServer()
    {
        // UDP and TCP on one port, as a resolver expects; another port where one of them is taken.
        while (true)
        {
            var tcp = new TcpListener(IPAddress.Loopback, 0);
            tcp.Start();
            try
            {
                _udp = new UdpClient((IPEndPoint)tcp.LocalEndpoint);
                _tcp = tcp;
                break;
            }
            catch (SocketException)
            {
                tcp.Dispose();
            }
        }

        _running = Task.WhenAll(RunUdpAsync(), RunTcpAsync());
    }

    public IPEndPoint Address => (IPEndPoint)_tcp.LocalEndpoint;

    /// <summary>Records by name and type: what stands in them after their length.</summary>
    public Dictionary<(string Name, int Type), IReadOnlyList<byte[]>> Records { get; } = [];

    /// <summary>Names for which the server says that it failed.</summary>
    public HashSet<string> Failing { get; } = [];

    /// <summary>Whether answers over UDP say that they are cut.</summary>
    public bool Cuts { get; set; }

    /// <summary>How many questions came over TCP.</summary>
    public int OverTcp => Volatile.Read(ref _overTcp);

    public static byte[] Srv(string host, ushort port) =>
        [0, 1, 0, 2, (byte)(port >> 8), (byte)port, .. Name(host)];

    public static byte[] Mx(string host) => [0, 10, .. Name(host)];

    public static byte[] Name(string name) =>
        [.. name.TrimEnd('.').Split('.').SelectMany(
            label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    private async Task RunUdpAsync()
    {
        while (true)
        {
            var question = await _udp.ReceiveAsync(_stop.Token);
            // A datagram of somebody else comes first: its id is not the question's.
            var other = question.Buffer.ToArray();
            other[0] ^= 0xFF;
            await _udp.SendAsync(other, question.RemoteEndPoint, _stop.Token);
            var answer = Answer(question.Buffer);
            if (Cuts) (answer[2], answer[7]) = ((byte)(answer[2] | 2), 0);
            await _udp.SendAsync(answer, question.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task RunTcpAsync()
    {
        while (true)
        {
            using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
            Interlocked.Increment(ref _overTcp);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, _stop.Token);
            var answer = Answer(question);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync(length, _stop.Token);
            await stream.WriteAsync(answer, _stop.Token);
        }
    }

    private byte[] Answer(byte[] question)
    {
        var at = 12;
        var labels = new List<string>();
        for (; question[at] > 0; at += question[at] + 1)
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        var name = string.Join('.', labels);
        var type = question[at + 2];
        var isKnown = Records.Keys.Any(key => key.Name == name);
        var records = Records.GetValueOrDefault((name, type), []);
        byte code = 0;
        if (Failing.Contains(name)) code = 2;
        else if (!isKnown) code = 3;
        var answer = new List<byte>(
            [question[0], question[1], 0x81, (byte)(0x80 | code), 0, 1, 0, (byte)records.Count, 0, 0, 0, 0]);
        answer.AddRange(question.AsSpan(12, at + 5 - 12));
        foreach (var record in records)
        {
            answer.AddRange(
                [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, (byte)(record.Length >> 8), (byte)record.Length]);
            answer.AddRange(record);
        }

        return [.. answer];
    }
}
