namespace Hotaru.Notifier;

/// <summary>One mail to one server: connect, TLS, log in, envelope, data.</summary>
internal static class SmtpSession
{
    private const int ImplicitTlsPort = 465;

    /// <returns>The recipients that the server refused, where it took others.</returns>
    public static async Task<IReadOnlyList<string>> SendAsync(
        EmailConfig config, string sender, IReadOnlyList<string> recipients, byte[] mail,
        CancellationToken cancellation)
    {
        await using var connection = new SmtpConnection();
        await connection.ConnectAsync(config.Host, config.Port, cancellation).ConfigureAwait(false);
        var isImplicit = config.ImplicitTls ?? config.Port == ImplicitTlsPort;
        if (isImplicit) await connection.EncryptAsync(config.Host, config.Tls, cancellation).ConfigureAwait(
            false);
        (await connection.ReadReplyAsync(cancellation).ConfigureAwait(false)).Expect(2, "connecting");
        var offers = await HelloAsync(connection, config, cancellation).ConfigureAwait(false);
        if (config.RequiresTls && !isImplicit)
        {
            if (!Offers(offers, "STARTTLS"))
                throw new SmtpException(
                    454, "require_tls is true, but the mail server does not offer STARTTLS");
            var reply = await connection.CommandAsync("STARTTLS", cancellation).ConfigureAwait(false);
            reply.Expect(2, "STARTTLS");
            await connection.EncryptAsync(config.Host, config.Tls, cancellation).ConfigureAwait(false);
            offers = await HelloAsync(connection, config, cancellation).ConfigureAwait(false);
        }

        if (config.User.Length > 0 && Mechanisms(offers) is { Count: > 0 } mechanisms)
            await SmtpAuthentication.LogInAsync(connection, mechanisms, config, cancellation).ConfigureAwait(
                false);
        var refused = await EnvelopeAsync(
            connection, offers, sender, recipients, cancellation).ConfigureAwait(false);
        (await connection.CommandAsync("DATA", cancellation).ConfigureAwait(false)).Expect(3, "DATA");
        await connection.WriteAsync(Stuffed(mail), cancellation).ConfigureAwait(false);
        (await connection.ReadReplyAsync(cancellation).ConfigureAwait(false)).Expect(2, "sending the mail");
        await QuitAsync(connection, cancellation).ConfigureAwait(false);
        return refused;
    }

    private static async Task<IReadOnlyList<string>> HelloAsync(
        SmtpConnection connection, EmailConfig config, CancellationToken cancellation)
    {
        var reply = await connection.CommandAsync($"EHLO {config.Hello}", cancellation).ConfigureAwait(false);
        if (reply.Code / 100 == 2) return [.. reply.Lines.Skip(1)];
        reply = await connection.CommandAsync($"HELO {config.Hello}", cancellation).ConfigureAwait(false);
        reply.Expect(2, "HELO");
        return [];
    }

    private static bool Offers(IReadOnlyList<string> offers, string extension) =>
        offers.Any(o => o.Split(' ')[0].Equals(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Some servers write AUTH=PLAIN as in the days before the standard.</summary>
    private static List<string> Mechanisms(IReadOnlyList<string> offers) =>
    [
        .. offers.Where(o => o.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase)
                || o.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase))
            .SelectMany(o => o[5..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct(),
    ];

    private static async Task<IReadOnlyList<string>> EnvelopeAsync(
        SmtpConnection connection, IReadOnlyList<string> offers, string sender,
        IReadOnlyList<string> recipients,
        CancellationToken cancellation)
    {
        var options = Offers(offers, "8BITMIME") ? " BODY=8BITMIME" : "";
        if (Offers(offers, "SMTPUTF8") && !recipients.Append(sender).All(a => System.Text.Ascii.IsValid(a)))
            options += " SMTPUTF8";
        var reply = await connection.CommandAsync(
            $"MAIL FROM:<{sender}>{options}", cancellation).ConfigureAwait(false);
        reply.Expect(2, $"the sender {sender}");
        List<string> refused = [];
        SmtpReply? last = null;
        foreach (var recipient in recipients)
        {
            reply = await connection.CommandAsync($"RCPT TO:<{recipient}>", cancellation).ConfigureAwait(
                false);
            if (reply.Code / 100 == 2) continue;
            refused.Add(recipient);
            last = reply;
        }

        // As long as one recipient is taken the mail goes out; none is an error.
        if (refused.Count == recipients.Count) last!.Expect(2, $"the recipient {refused[^1]}");
        return refused;
    }

    /// <summary>
    /// Doubles leading dots and ends the data (RFC 5321, 4.5.2). Lines end in CR LF already.
    /// </summary>
    private static byte[] Stuffed(byte[] mail)
    {
        var data = new List<byte>(mail.Length + 64);
        var atStart = true;
        foreach (var b in mail)
        {
            if (atStart && b == '.') data.Add((byte)'.');
            data.Add(b);
            atStart = b == '\n';
        }

        if (!atStart) data.AddRange("\r\n"u8);
        data.AddRange(".\r\n"u8);
        return [.. data];
    }

    private static async Task QuitAsync(SmtpConnection connection, CancellationToken cancellation)
    {
        try
        {
            await connection.CommandAsync("QUIT", cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The mail is taken; how the server says goodbye is its own affair.
        }
    }
}
