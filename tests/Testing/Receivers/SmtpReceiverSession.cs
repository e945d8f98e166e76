using System.Net.Security;
using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Testing;

/// <summary>One connection to the <see cref="SmtpReceiver"/>.</summary>
internal sealed class SmtpReceiverSession(SmtpReceiver owner, Stream plain)
{
    private readonly List<string> _to = [];
    private Stream _stream = plain;
    private string _from = "";
    private string _user = "";
    private bool _encrypted;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (owner.ImplicitTls) await EncryptAsync(cancellation);
        await SayAsync("220 localhost ready");
        while (await ReadLineAsync(cancellation) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    await SayAsync("250-localhost");
                    if (!_encrypted) await SayAsync("250-STARTTLS");
                    await SayAsync("250-AUTH " + owner.Mechanisms);
                    await SayAsync("250 8BITMIME");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go on");
                    await EncryptAsync(cancellation);
                    break;
                case "AUTH":
                    await AuthenticateAsync(line, cancellation);
                    break;
                case "MAIL":
                    _from = Address(line);
                    _to.Clear();
                    await SayAsync(owner.Refusal ?? "250 taken");
                    break;
                case "RCPT":
                    _to.Add(Address(line));
                    await SayAsync("250 taken");
                    break;
                case "DATA":
                    await SayAsync("354 go on");
                    owner.Take(
                        new SmtpMessage(_from, [.. _to], _user, _encrypted, await DataAsync(cancellation)));
                    await SayAsync("250 taken");
                    break;
                case "QUIT":
                    await SayAsync("221 bye");
                    return;
                default:
                    await SayAsync(verb is "HELO" or "RSET" or "NOOP" ? "250 ok" : "502 not known");
                    break;
            }
        }
    }

    private async Task EncryptAsync(CancellationToken cancellation)
    {
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: true);
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = owner.Certificate }, cancellation);
        (_stream, _encrypted) = (encrypted, true);
    }

    private async Task AuthenticateAsync(string line, CancellationToken cancellation)
    {
        var words = line.Split(' ');
        if (words[1].Equals("CRAM-MD5", StringComparison.OrdinalIgnoreCase))
        {
            await CramAsync(cancellation);
            return;
        }

        string user, password;
        if (words[1].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            if (words.Length < 3) await SayAsync("334 ");
            var parts =
                Decode(words.Length > 2 ? words[2] : await ReadLineAsync(cancellation) ?? "").Split('\0');
            (user, password) = (parts[1], parts[2]);
        }
        else
        {
            await SayAsync("334 VXNlcm5hbWU6");
            user = Decode(await ReadLineAsync(cancellation) ?? "");
            await SayAsync("334 UGFzc3dvcmQ6");
            password = Decode(await ReadLineAsync(cancellation) ?? "");
        }

        await JudgeAsync(user, owner.Password is null || owner.Password == password);
    }

    /// <summary>RFC 2195: the user and the HMAC of the challenge under the password.</summary>
    private async Task CramAsync(CancellationToken cancellation)
    {
        const string challenge = "<1896.697170952@localhost>";
        await SayAsync("334 " + Convert.ToBase64String(Encoding.ASCII.GetBytes(challenge)));
        var answer = Decode(await ReadLineAsync(cancellation) ?? "").Split(' ');
#pragma warning disable CA5351 // RFC 2195 is MD5.
        var digest = HMACMD5.HashData(
            Encoding.UTF8.GetBytes(owner.Password ?? ""), Encoding.ASCII.GetBytes(challenge));
#pragma warning restore CA5351
        await JudgeAsync(answer[0], answer[^1] == Convert.ToHexStringLower(digest));
    }

    private Task JudgeAsync(string user, bool isGood)
    {
        if (isGood) _user = user;
        return SayAsync(isGood ? "235 welcome" : "535 wrong user or password");
    }

    private async Task<string> DataAsync(CancellationToken cancellation)
    {
        var data = new StringBuilder();
        while (await ReadLineAsync(cancellation) is { } line && line != ".")
            data.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return data.ToString();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        // A byte at a time: nothing that belongs to the TLS handshake may be read ahead.
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, cancellation) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private async Task SayAsync(string line)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
        await _stream.FlushAsync();
    }

    private static string Address(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
