using System.Text.Json;

namespace Hotaru.Scraper;

/// <summary>Fetches and keeps an access token (RFC 6749, section 4.4, client credentials).</summary>
internal sealed class OAuth2TokenSource(OAuth2Model model, TimeProvider time) : IDisposable
{
    private const string GrantType = "grant_type";
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(10);
    private readonly HttpClient _client = new(HttpClientBuilder.Handler(model.Tls, model.Proxy));
    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Token? _token;

    public async ValueTask<string> TokenAsync(CancellationToken cancellation)
    {
        if (_token is { } known && time.GetUtcNow() < known.Expires) return known.Value;
        await _fetching.WaitAsync(cancellation);
        try
        {
            if (_token is { } fresh && time.GetUtcNow() < fresh.Expires) return fresh.Value;
            var token = await FetchAsync(cancellation);
            _token = token;
            return token.Value;
        }
        finally
        {
            _fetching.Release();
        }
    }

    public void Forget() => _token = null;

    public void Dispose()
    {
        _client.Dispose();
        _fetching.Dispose();
    }

    private async Task<Token> FetchAsync(CancellationToken cancellation)
    {
        var fields = new List<KeyValuePair<string, string>>
        {
            // The parameters may name another grant, such as password.
            new("grant_type", model.EndpointParams.LastOrDefault(p => p.Key == GrantType).Value
                ?? "client_credentials"),
            new("client_id", model.ClientId),
            new("client_secret", await model.ClientSecret.ReadAsync(cancellation)),
        };
        if (model.Scopes.Count > 0) fields.Add(new("scope", string.Join(' ', model.Scopes)));
        fields.AddRange(model.EndpointParams.Where(p => p.Key != GrantType));
        using var content = new FormUrlEncodedContent(fields);
        using var response = await _client.PostAsync(model.TokenUrl, content, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"oauth2: {model.TokenUrl} answered {(int)response.StatusCode}");
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var json = await JsonDocument.ParseAsync(body, default, cancellation);
        if (!json.RootElement.TryGetProperty("access_token", out var value)
            || value.GetString() is not { } text)
            throw new HttpRequestException($"oauth2: {model.TokenUrl} gave no access_token");
        var lifetime = json.RootElement.TryGetProperty("expires_in", out var seconds)
            && seconds.TryGetInt64(out var s)
            ? TimeSpan.FromSeconds(s) - Early
            : TimeSpan.FromMinutes(1);
        return new Token(text, time.GetUtcNow() + lifetime);
    }

    private sealed record Token(string Value, DateTimeOffset Expires);
}
