namespace Hotaru.Notifier;

/// <summary>
/// How to trust a server, and who this side is. Each part is PEM text or the name of a file with it.
/// </summary>
public sealed record TlsConfig
{
    public static readonly TlsConfig Default = new();

    public Secret Ca { get; init; } = Secret.None;

    public Secret Certificate { get; init; } = Secret.None;

    public Secret Key { get; init; } = Secret.None;

    public string ServerName { get; init; } = "";

    public bool IsInsecure { get; init; }

    /// <summary>The oldest version allowed: TLS10 to TLS13; empty is the platform's choice.</summary>
    public string MinVersion { get; init; } = "";

    public string MaxVersion { get; init; } = "";
}
