using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>Puts a mail together: headers and a multipart/alternative of text and HTML.</summary>
internal static class MailMessage
{
    public static byte[] Compose(
        IEnumerable<KeyValuePair<string, string>> headers, string messageId, DateTimeOffset date, string text,
        string html)
    {
        var boundary = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(messageId + text + html)))[..48];
        var mail = new StringBuilder();
        foreach (var (name, value) in headers) mail.Append(MailText.Header(name, value));
        if (!headers.Any(h => h.Key == "Message-Id")) mail.Append(MailText.Header("Message-Id", messageId));
        mail.Append(MailText.Header("Date", date.ToString(
            "ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)));
        mail.Append($"Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n");
        mail.Append("MIME-Version: 1.0\r\n\r\n");
        if (text.Length > 0) AppendPart(mail, boundary, "text/plain", text);
        if (html.Length > 0) AppendPart(mail, boundary, "text/html", html);
        mail.Append($"--{boundary}--\r\n");
        return Encoding.UTF8.GetBytes(mail.ToString());
    }

    private static void AppendPart(StringBuilder mail, string boundary, string type, string content) => mail
        .Append($"--{boundary}\r\nContent-Transfer-Encoding: quoted-printable\r\n")
        .Append($"Content-Type: {type}; charset=UTF-8\r\n\r\n")
        .Append(MailText.QuotedPrintable(content));
}
