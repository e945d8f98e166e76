using System.Net.Sockets;
using System.Text;
using Hotaru.Model;
using Hotaru.Testing;

namespace Hotaru.Scraper.Tests.Scraping;

public sealed class UnixSocketScrapeTests
{
    [Fact]
    public async Task A_target_with_a_socket_is_asked_there_under_its_own_address()
    {
        using var directory = new TempDirectory();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = directory.File("s");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        var answering = AnswerAsync(listener);
        var job = new ScrapeModel { JobName = "j", Fingerprint = "" };
        var target = TargetBuilder.Build(
            job, Labels.Of("__address__", "app:80", "__unix_socket__", path), Labels.Empty, out _, out _)!;
        using var client = new ScrapeClient(job, TimeProvider.System);
        using var page = await client.FetchAsync(target, default);

        Assert.Equal("a 1\n", Encoding.UTF8.GetString(page.Body.Span));
        var request = await answering;
        Assert.StartsWith("GET /metrics HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Host: app\r\n", request, StringComparison.Ordinal);
        Assert.Equal("app:80", target.Labels["instance"]);
    }

    private static async Task<string> AnswerAsync(Socket listener)
    {
        using var socket = await listener.AcceptAsync();
        var request = new StringBuilder();
        var buffer = new byte[1024];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer)));
        await socket.SendAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: 4\r\n\r\na 1\n"u8
                .ToArray());
        return request.ToString();
    }
}
