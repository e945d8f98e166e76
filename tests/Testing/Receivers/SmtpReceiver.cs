using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotaru.Testing;

/// <summary>
/// An SMTP server on loopback that keeps every mail. It offers STARTTLS with a certificate of its own making
/// and the AUTH mechanisms that a test names; any user and password are good unless <see cref="Password"/> is
/// set.
/// </summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<SmtpMessage> _messages = new();
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;

    private SmtpReceiver(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        Certificate = MakeCertificate();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public X509Certificate2 Certificate { get; }

    /// <summary>The only password that is good; null: any.</summary>
    public string? Password { get; set; }

    /// <summary>What AUTH offers, in this order: PLAIN, LOGIN, CRAM-MD5.</summary>
    public string Mechanisms { get; set; } = "PLAIN LOGIN";

    /// <summary>TLS from the first byte, as on port 465.</summary>
    public bool ImplicitTls { get; set; }

    /// <summary>What MAIL is answered with instead of 250, such as "451 later"; null: taken.</summary>
    public string? Refusal { get; set; }

    public IReadOnlyList<SmtpMessage> Messages => [.. _messages];

    public static SmtpReceiver Start(int port = 0) => new(port);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_sessions);
        _listener.Dispose();
        Certificate.Dispose();
        _stopping.Dispose();
    }

    internal void Take(SmtpMessage message) => _messages.Enqueue(message);

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _sessions.Add(ServeAsync(client));
            }
            catch (Exception e)
                when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await new SmtpReceiverSession(this, client.GetStream()).RunAsync(_stopping.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
            }
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request =
            new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }
}
