namespace Hotaru.Scraper;

/// <summary>basic_auth.</summary>
public sealed record BasicAuthModel(SecretModel User, SecretModel Password);
