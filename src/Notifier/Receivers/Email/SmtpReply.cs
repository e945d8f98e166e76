namespace Hotaru.Notifier;

/// <summary>An answer of a mail server: its code and lines (RFC 5321, 4.2).</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public string Text => string.Join(' ', Lines);

    public SmtpReply Expect(int first, string what) =>
        Code / 100 == first ? this
            : throw new SmtpException(Code, $"{what}: the mail server answered {Code} {Text}");
}
