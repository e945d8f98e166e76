using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Scraper;

/// <summary>
/// Asks the servers of /etc/resolv.conf over UDP, and over TCP where the answer is cut. Source: RFC 1035.
/// </summary>
/// <param name="servers">Others than those of /etc/resolv.conf.</param>
internal sealed class DnsQuery(TimeProvider time, IReadOnlyList<IPEndPoint>? servers = null)
{
    private static readonly TimeSpan PerServer = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<DnsRecord>> AskAsync(
        string name, string type, CancellationToken cancellation)
    {
        var question = Question(name, TypeNumber(type));
        Exception? last = null;
        foreach (var server in servers ?? Servers())
        {
            try
            {
                using var timeout = new CancellationTokenSource(PerServer, time);
                using var either =
                    CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
                var answer = await UdpAsync(server, question, either.Token);
                // The TC bit: the answer did not fit into a datagram.
                if ((answer[2] & 2) != 0) answer = await TcpAsync(server, question, either.Token);
                return DnsAnswer.Records(answer, TypeNumber(type));
            }
            catch (Exception e) when (e is SocketException or IOException or OperationCanceledException
                && !cancellation.IsCancellationRequested)
            {
                last = e;
            }
        }

        throw new IOException(
            $"no name server answered for {name}: {last?.Message ?? "none is configured"}", last);
    }

    private static int TypeNumber(string type) => type switch { "NS" => 2, "MX" => 15, _ => 33 };

    private static IEnumerable<IPEndPoint> Servers()
    {
        if (!File.Exists("/etc/resolv.conf")) yield break;
        foreach (var line in File.ReadLines("/etc/resolv.conf"))
        {
            var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && words[0] == "nameserver" && IPAddress.TryParse(words[1], out var address))
                yield return new IPEndPoint(address, 53);
        }
    }

    private static byte[] Question(string name, int type)
    {
        var message = new List<byte>();
        // A random id, recursion desired, one question.
        message.AddRange(
            [(byte)Random.Shared.Next(256), (byte)Random.Shared.Next(256), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
        foreach (var label in name.TrimEnd('.').Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            if (bytes.Length is 0 or > 63) throw new FormatException($"\"{name}\" is not a host name");
            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }

        message.AddRange([0, 0, (byte)type, 0, 1]);
        return [.. message];
    }

    private static async Task<byte[]> UdpAsync(
        IPEndPoint server, byte[] question, CancellationToken cancellation)
    {
        using var client = new UdpClient(server.AddressFamily);
        client.Connect(server);
        await client.SendAsync(question, cancellation);
        while (true)
        {
            var answer = (await client.ReceiveAsync(cancellation)).Buffer;
            if (answer.Length >= 12 && answer[0] == question[0] && answer[1] == question[1]) return answer;
        }
    }

    private static async Task<byte[]> TcpAsync(
        IPEndPoint server, byte[] question, CancellationToken cancellation)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, cancellation);
        var stream = client.GetStream();
        var framed = new byte[question.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, 2);
        await stream.WriteAsync(framed, cancellation);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, cancellation);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellation);
        return answer.Length >= 12 ? answer : throw new IOException("a DNS answer is cut short");
    }
}
