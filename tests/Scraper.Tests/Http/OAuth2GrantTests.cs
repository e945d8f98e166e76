using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotaru.Testing;

namespace Hotaru.Scraper.Tests.Http;

public sealed class OAuth2GrantTests
{
    [Fact]
    public async Task A_grant_type_among_the_parameters_replaces_the_usual_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        var model = new OAuth2Model(
            "id", new SecretModel("secret", ""), new Uri($"http://{listener.LocalEndpoint}/token"), [],
            [new("grant_type", "password"), new("username", "u")], new TlsModel(), new ProxyModel());
        using var source = new OAuth2TokenSource(model, new ManualTime());

        Assert.Equal("t", await source.TokenAsync(default));
        Assert.Equal(
            "grant_type=password&client_id=id&client_secret=secret&username=u", await answering);
    }

    private static async Task<string> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().EndsWith("username=u", StringComparison.Ordinal))
            request.Append(Encoding.ASCII.GetString(buffer, 0, await client.Client.ReceiveAsync(buffer)));
        await client.Client.SendAsync(
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"access_token\":\"t\"}"u8.ToArray());
        return request.ToString().Split("\r\n\r\n")[1];
    }
}
