using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Hotaru.Notifier;

/// <summary>Adds what a configuration says about authorization and headers to every request.</summary>
internal sealed class HttpAuthorizer(HttpConfig config, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly SemaphoreSlim _tokenLock = new(1, 1);
    private string? _token;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in config.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.Read()))
                request.Content?.Headers.TryAddWithoutValidation(name, value.Read());
        }

        if (config.HasBasicAuth)
        {
            var pair = Convert.ToBase64String(
                Encoding.UTF8.GetBytes($"{config.User}:{config.Password.Read()}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }
        else if (!config.Credentials.IsEmpty)
        {
            request.Headers.Authorization =
                new AuthenticationHeaderValue(config.AuthorizationType, config.Credentials.Read());
        }
        else if (config.OAuth2 is { } oauth)
        {
            var token = await TokenAsync(oauth, cancellationToken).ConfigureAwait(false);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // A token that has run out is asked for anew by the next attempt.
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized) _token = null;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _tokenLock.Dispose();
        base.Dispose(disposing);
    }

    private async Task<string> TokenAsync(OAuth2Config oauth, CancellationToken cancellation)
    {
        if (_token is { } known) return known;
        await _tokenLock.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return _token ??= await AskAsync(oauth, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _tokenLock.Release();
        }
    }

    private async Task<string> AskAsync(OAuth2Config oauth, CancellationToken cancellation)
    {
        var form = new Dictionary<string, string>(oauth.EndpointParameters)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = oauth.ClientId,
            ["client_secret"] = oauth.ClientSecret.Read(),
        };
        if (oauth.Scopes.Count > 0) form["scope"] = string.Join(' ', oauth.Scopes);
        using var request = new HttpRequestMessage(HttpMethod.Post, oauth.TokenUrl)
        {
            Content = new FormUrlEncodedContent(form),
        };
        using var response = await base.SendAsync(request, cancellation).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
        return answer.RootElement.Text("access_token");
    }
}
