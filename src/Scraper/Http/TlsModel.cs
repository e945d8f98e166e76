using System.Security.Authentication;

namespace Hotaru.Scraper;

/// <summary>tls_config. Certificates are PEM; a text wins over a file.</summary>
public sealed record TlsModel
{
    public SecretModel Ca { get; init; } = SecretModel.None;

    public SecretModel Certificate { get; init; } = SecretModel.None;

    public SecretModel Key { get; init; } = SecretModel.None;

    public string ServerName { get; init; } = "";

    public bool InsecureSkipVerify { get; init; }

    /// <summary>The versions that are allowed; None leaves it to the system.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.None;
}
