namespace Hotaru.Scraper;

/// <summary>How requests to targets and services are made: the http_config of the field.</summary>
public sealed record HttpClientModel
{
    public BasicAuthModel? BasicAuth { get; init; }

    public AuthorizationModel? Authorization { get; init; }

    public OAuth2Model? OAuth2 { get; init; }

    public TlsModel Tls { get; init; } = new();

    public ProxyModel Proxy { get; init; } = new();

    public bool FollowRedirects { get; init; } = true;

    public bool EnableHttp2 { get; init; } = true;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
