using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>oauth2 of an HTTP client.</summary>
internal static class OAuth2Section
{
    /// <summary>What only the grant by a signed token reads.</summary>
    private static readonly string[] OfSignedTokens =
    [
        "client_certificate_key", "client_certificate_key_file", "client_certificate_key_id",
        "client_certificate_key_ref", "signature_algorithm", "iss", "audience", "claims",
    ];

    public static OAuth2Model? Read(ConfigNode? node, string directory)
    {
        if (node is null) return null;
        var map = node.Map();
        CheckGrant(map);
        var url = map["token_url"] is { } text ? HttpSection.Url(text) : null;
        if (map["token_url"] is null)
            map.Problems.Add(node.At, "oauth2 has no token_url", "add \"token_url:\"");
        var model = new OAuth2Model(
            map.Required("client_id", "oauth2"), HttpSection.Secret(map, "client_secret", directory),
            url ?? new Uri("http://localhost"), map.Texts("scopes"), [.. map.TextMap("endpoint_params")],
            HttpSection.Tls(map["tls_config"], directory), ProxySection.Read(map));
        map.End();
        return model;
    }

    private static void CheckGrant(ConfigMap map)
    {
        if (map["grant_type"] is { } grant && grant.Text() is not ("" or "client_credentials"))
        {
            map.Problems.Add(grant.At, $"grant type {GoText.Quote(grant.ScalarText ?? "")} is not supported",
                "use client_credentials with client_secret, or grant_type: password under endpoint_params");
        }

        foreach (var name in OfSignedTokens)
        {
            if (map[name] is null) continue;
            map.Problems.Add(
                map.KeyAt(name), $"{name} is of a grant by signed tokens, which is not supported",
                "use client_secret, and take it out");
        }
    }
}
