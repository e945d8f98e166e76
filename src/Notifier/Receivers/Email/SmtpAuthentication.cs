using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>
/// AUTH with CRAM-MD5, PLAIN or LOGIN, in the order in which the server offers them (RFC 4954).
/// </summary>
internal static class SmtpAuthentication
{
    public static async Task LogInAsync(
        SmtpConnection connection, IReadOnlyList<string> offered, EmailConfig config,
        CancellationToken cancellation)
    {
        var isSafe = connection.IsEncrypted || config.Host is "localhost" or "127.0.0.1" or "::1";
        foreach (var mechanism in offered)
        {
            switch (mechanism.ToUpperInvariant())
            {
                case "CRAM-MD5" when !config.AuthSecret.IsEmpty:
                    await CramAsync(connection, config, cancellation).ConfigureAwait(false);
                    return;
                case "PLAIN" or "LOGIN" when !config.Password.IsEmpty && !isSafe:
                    throw new SmtpException(530, "the password is not sent over a connection without TLS");
                case "PLAIN" when !config.Password.IsEmpty:
                    await PlainAsync(connection, config, cancellation).ConfigureAwait(false);
                    return;
                case "LOGIN" when !config.Password.IsEmpty:
                    await LoginAsync(connection, config, cancellation).ConfigureAwait(false);
                    return;
            }
        }

        throw new SmtpException(
            504, $"the mail server offers only {string.Join(", ", offered)} for logging in");
    }

    private static async Task PlainAsync(
        SmtpConnection connection, EmailConfig config, CancellationToken cancellation)
    {
        var answer = Base64($"{config.Identity}\0{config.User}\0{config.Password.Read()}");
        var reply = await connection.CommandAsync($"AUTH PLAIN {answer}", cancellation).ConfigureAwait(false);
        reply.Expect(2, "logging in");
    }

    private static async Task LoginAsync(
        SmtpConnection connection, EmailConfig config, CancellationToken cancellation)
    {
        var reply = await connection.CommandAsync("AUTH LOGIN", cancellation).ConfigureAwait(false);
        reply.Expect(3, "logging in");
        reply = await connection.CommandAsync(Base64(config.User), cancellation).ConfigureAwait(false);
        reply.Expect(3, "logging in");
        reply = await connection.CommandAsync(Base64(config.Password.Read()), cancellation).ConfigureAwait(
            false);
        reply.Expect(2, "logging in");
    }

    private static async Task CramAsync(
        SmtpConnection connection, EmailConfig config, CancellationToken cancellation)
    {
        var reply = await connection.CommandAsync("AUTH CRAM-MD5", cancellation).ConfigureAwait(false);
        var challenge = Convert.FromBase64String(reply.Expect(3, "logging in").Text);
#pragma warning disable CA5351 // RFC 2195 is MD5.
        var digest = HMACMD5.HashData(Encoding.UTF8.GetBytes(config.AuthSecret.Read()), challenge);
#pragma warning restore CA5351
        var answer = string.Create(
            CultureInfo.InvariantCulture, $"{config.User} {Convert.ToHexStringLower(digest)}");
        reply = await connection.CommandAsync(Base64(answer), cancellation).ConfigureAwait(false);
        reply.Expect(2, "logging in");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
