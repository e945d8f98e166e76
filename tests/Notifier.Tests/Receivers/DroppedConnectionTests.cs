using System.Net;
using System.Net.Sockets;
using System.Text;
using static Hotaru.Notifier.Tests.Receivers.ReceiverFixture;

namespace Hotaru.Notifier.Tests.Receivers;

/// <summary>Servers that close a connection at the moment it is used for a second request.</summary>
public sealed class DroppedConnectionTests
{
    private static readonly byte[] Answer = "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    [Fact]
    public async Task A_notification_on_a_connection_that_ends_goes_out_at_once_on_a_new_one()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}/hook";
        using var sender = SenderFactory.Create(
            new WebhookConfig { SendResolved = true, Url = new Secret(url) },
            ReceiverFixture.Templates, TimeProvider.System);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var first = sender.SendAsync(Notify(), patience.Token);
        using var old = await listener.AcceptSocketAsync(patience.Token);
        await TakeAsync(old, patience.Token);
        await old.SendAsync(Answer, patience.Token);
        Assert.Equal(DeliveryOutcome.Delivered, await first);

        var second = sender.SendAsync(Notify(), patience.Token);
        await old.ReceiveAsync(new byte[1], patience.Token);
        old.Close();
        using var fresh = await listener.AcceptSocketAsync(patience.Token);
        await TakeAsync(fresh, patience.Token);
        await fresh.SendAsync(Answer, patience.Token);
        Assert.Equal(DeliveryOutcome.Delivered, await second);
    }

    [Fact]
    public async Task A_server_that_always_closes_is_asked_twice_and_then_left_alone_for_a_while()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var sending = SendAsync(
            new WebhookConfig
            {
                SendResolved = true,
                Url = new Secret($"http://{listener.LocalEndpoint}/hook"),
            },
            Notify());
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var connection = await listener.AcceptSocketAsync(patience.Token);
            await TakeAsync(connection, patience.Token);
        }

        var outcome = await sending;
        Assert.Equal((DeliveryResult.Retry, false), (outcome.Result, outcome.Answered));
        Assert.False(listener.Pending());
    }

    /// <summary>Reads a whole request: its head, and as much after that as it announces.</summary>
    private static async Task TakeAsync(Socket connection, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()))
        {
            var length = await connection.ReceiveAsync(buffer, cancellation);
            Assert.NotEqual(0, length);
            text.Append(Encoding.ASCII.GetString(buffer, 0, length));
        }
    }

    private static bool IsWhole(string text)
    {
        const string Announced = "Content-Length: ";
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var at = text.IndexOf(Announced, StringComparison.Ordinal) + Announced.Length;
        var length = int.Parse(text[at..text.IndexOf('\r', at)], null);
        return text.Length >= end + 4 + length;
    }
}
