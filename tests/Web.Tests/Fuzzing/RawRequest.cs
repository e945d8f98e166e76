using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Web.Tests.Fuzzing;

/// <summary>A connection that sends what no client library would.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawRequest()
    {
    }

    /// <summary>Whether the server has said something or has closed.</summary>
    public bool IsAnswered => _socket.Poll(0, SelectMode.SelectRead);

    public static async Task<RawRequest> ConnectAsync(Uri server)
    {
        var request = new RawRequest();
        await request._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
        return request;
    }

    /// <summary>Sends all of it and reads the status.</summary>
    /// <param name="ends">Whether the sending side is ended, as by who sends less than he said.</param>
    public static async Task<int> StatusAsync(Uri server, string head, byte[] body, bool ends = false)
    {
        using var request = await ConnectAsync(server);
        await request.SendAsync(head, body);
        return await request.StatusAsync(ends);
    }

    public async Task SendAsync(string head, byte[] body)
    {
        try
        {
            await _socket.SendAsync(Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n")));
            await _socket.SendAsync(body);
        }
        catch (SocketException)
        {
            // The server has answered already and has closed: what it said is read below.
        }
    }

    /// <summary>The answer's status; 0 where the server closed the connection without one.</summary>
    public async Task<int> StatusAsync(bool ends)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var answer = new byte[12];
        var length = 0;
        try
        {
            if (ends) _socket.Shutdown(SocketShutdown.Send);
            while (length < answer.Length)
            {
                var read = await _socket.ReceiveAsync(answer.AsMemory(length), patience.Token);
                if (read == 0) break;
                length += read;
            }
        }
        catch (SocketException)
        {
            return 0;
        }

        return length < answer.Length ? 0
            : int.Parse(Encoding.ASCII.GetString(answer, 9, 3), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _socket.Dispose();
}
