using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Appliance.Tests.Deployment;

/// <summary>
/// Answers every request with its port, the address exactly as it came, and X-Forwarded-Prefix.
/// </summary>
internal sealed class EchoServer : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Task _serving;

    public EchoServer(int port)
    {
        Port = port;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Sends the path without touching it (HttpClient would) and gives the body back.</summary>
    public static async Task<string> AskAsync(int port, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var stream = client.GetStream();
        var request =
            $"GET {path} HTTP/1.1\r\nHost: pi\r\nX-Forwarded-Prefix: /forged\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync();
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var address = (await reader.ReadLineAsync())?.Split(' ')[1] ?? "";
        var prefix = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("X-Forwarded-Prefix: ", StringComparison.OrdinalIgnoreCase))
                prefix = header["X-Forwarded-Prefix: ".Length..];
        }

        var body = $"{Port} {address} {prefix}";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
    }
}
