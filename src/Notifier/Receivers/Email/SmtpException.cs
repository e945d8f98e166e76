namespace Hotaru.Notifier;

/// <summary>The mail server refused something; codes from 500 on are final.</summary>
internal sealed class SmtpException(int code, string message) : Exception(message)
{
    public int Code => code;

    public bool IsFinal => code >= 500;
}
