namespace Hotaru.Scraper;

/// <summary>oauth2: a token by the client credentials grant (RFC 6749, section 4.4).</summary>
public sealed record OAuth2Model(
    string ClientId, SecretModel ClientSecret, Uri TokenUrl, IReadOnlyList<string> Scopes,
    IReadOnlyList<KeyValuePair<string, string>> EndpointParams, TlsModel Tls, ProxyModel Proxy);
