namespace Hotaru.Notifier;

/// <summary>How HTTP services are called.</summary>
public sealed record HttpConfig
{
    public static readonly HttpConfig Default = new();

    public string User { get; init; } = "";

    public Secret Password { get; init; } = Secret.None;

    public bool HasBasicAuth { get; init; }

    public string AuthorizationType { get; init; } = "Bearer";

    public Secret Credentials { get; init; } = Secret.None;

    public OAuth2Config? OAuth2 { get; init; }

    public TlsConfig Tls { get; init; } = TlsConfig.Default;

    public Uri? Proxy { get; init; }

    public IReadOnlyList<string> NoProxy { get; init; } = [];

    public bool UsesEnvironmentProxy { get; init; }

    public bool FollowsRedirects { get; init; } = true;

    public bool AllowsHttp2 { get; init; } = true;

    public IReadOnlyList<KeyValuePair<string, Secret>> Headers { get; init; } = [];
}
