using Hotaru.Testing;
using static Hotaru.Notifier.Tests.Receivers.ReceiverFixture;

namespace Hotaru.Notifier.Tests.Receivers;

public sealed class EmailTests : IAsyncDisposable
{
    private readonly SmtpReceiver _server = SmtpReceiver.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_mail_goes_over_starttls_with_a_login()
    {
        var outcome = await SendAsync(
            Config() with { User = "me", Password = new Secret("secret") }, Notify());
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        var mail = Assert.Single(_server.Messages);
        Assert.Equal(("from@example.org", true, "me"), (mail.From, mail.WasEncrypted, mail.User));
        Assert.Equal(["one@example.org", "two@example.org"], mail.To);
        Assert.Equal("[FIRING:1] Disk (h0 critical)", mail.Subject);
        Assert.StartsWith("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("text/html", mail.Data);
        Assert.Contains("disk is full", mail.Data.Replace("=\r\n", "", StringComparison.Ordinal));
        Assert.Equal("<0123456789abcdef@hotaru.local>", mail.Header("Message-Id"));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_stops_the_mail()
    {
        var outcome = await SendAsync(Config() with { Tls = TlsConfig.Default }, Notify());
        Assert.Equal(DeliveryResult.Retry, outcome.Result);
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task The_own_certificate_authority_is_trusted()
    {
        var ca = new Secret(_server.Certificate.ExportCertificatePem());
        var outcome = await SendAsync(
            Config() with { Host = "localhost", Tls = new TlsConfig { Ca = ca } }, Notify());
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
    }

    [Fact]
    public async Task A_temporary_refusal_is_tried_again_and_a_final_one_is_not()
    {
        _server.Refusal = "451 later";
        Assert.Equal(DeliveryResult.Retry, (await SendAsync(Config(), Notify())).Result);
        _server.Refusal = "550 never";
        Assert.Equal(DeliveryResult.Refused, (await SendAsync(Config(), Notify())).Result);
    }

    [Fact]
    public async Task Headers_and_lines_are_encoded_and_cannot_be_broken_into()
    {
        var config = Config() with
        {
            Headers = new Dictionary<string, string> { ["Subject"] = "ü {{ .CommonAnnotations.summary }}" },
            Html = "",
            Text = ".\n{{ .CommonAnnotations.summary }}",
        };
        var outcome = await SendAsync(
            config, Notify(summary: "x\r\nBcc: evil@example.org\n.\n" + new string('y', 300)));
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        var mail = Assert.Single(_server.Messages);
        Assert.Equal("", mail.Header("Bcc"));
        Assert.StartsWith("=?utf-8?q?=C3=BC", mail.Header("Subject"), StringComparison.Ordinal);
        Assert.All(mail.Data.Split("\r\n"), line => Assert.True(line.Length <= 998));
        Assert.Contains("\r\n.\r\nx\r\n", mail.Data);
    }

    [Fact]
    public async Task Starttls_is_not_used_where_it_is_not_required()
    {
        var outcome = await SendAsync(Config() with { RequiresTls = false }, Notify());
        Assert.Equal(DeliveryOutcome.Delivered, outcome);
        Assert.False(Assert.Single(_server.Messages).WasEncrypted);
    }

    [Theory]
    [InlineData("PLAIN", false)]
    [InlineData("LOGIN", false)]
    [InlineData("CRAM-MD5", false)]
    [InlineData("LOGIN PLAIN", true)]
    [InlineData("CRAM-MD5", true)]
    public async Task Every_mechanism_logs_in_over_starttls_and_over_tls_from_the_first_byte(
        string mechanisms, bool isImplicit)
    {
        (_server.Mechanisms, _server.Password, _server.ImplicitTls) = (mechanisms, "secret", isImplicit);
        var secret = new Secret("secret");
        var config = Config() with { User = "me", Password = secret, AuthSecret = secret };
        if (isImplicit) config = config with { ImplicitTls = true };
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify()));
        var mail = Assert.Single(_server.Messages);
        Assert.Equal((true, "me"), (mail.WasEncrypted, mail.User));
        _server.Password = "another";
        Assert.Equal(DeliveryResult.Refused, (await SendAsync(config, Notify())).Result);
    }

    private EmailConfig Config() => new()
    {
        SendResolved = true,
        To = "one@example.org, Two <two@example.org>",
        From =
            "Hotaru <from@example.org>",
        Host = "127.0.0.1",
        Port = _server.Port,
        Tls = new TlsConfig { IsInsecure = true },
    };
}
