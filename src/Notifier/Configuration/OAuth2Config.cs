namespace Hotaru.Notifier;

/// <summary>Client credentials that are changed for a bearer token.</summary>
public sealed record OAuth2Config(
    string ClientId, Secret ClientSecret, IReadOnlyList<string> Scopes, string TokenUrl,
    IReadOnlyDictionary<string, string> EndpointParameters);
