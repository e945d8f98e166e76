namespace Hotaru.Scraper;

/// <summary>authorization: the scheme (Bearer where none is given) and the credentials.</summary>
public sealed record AuthorizationModel(string Scheme, SecretModel Credentials);
