using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Hotaru.Scraper;

/// <summary>Adds the configured headers and credentials to each request, and fetches OAuth tokens.</summary>
internal sealed class CredentialsHandler(HttpClientModel model, TimeProvider time) : DelegatingHandler
{
    private readonly OAuth2TokenSource? _tokens = model.OAuth2 is null ? null : new(model.OAuth2, time);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in model.Headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.Authorization = await AuthorizationAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        // A token may be withdrawn before it runs out: the next request fetches another.
        if (response.StatusCode == HttpStatusCode.Unauthorized) _tokens?.Forget();
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _tokens?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellation)
    {
        if (_tokens is not null)
            return new AuthenticationHeaderValue("Bearer", await _tokens.TokenAsync(cancellation));
        if (model.BasicAuth is { } basic)
        {
            var user = await basic.User.ReadAsync(cancellation);
            var pair = $"{user}:{await basic.Password.ReadAsync(cancellation)}";
            return new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        if (model.Authorization is not { } authorization) return null;
        var credentials = await authorization.Credentials.ReadAsync(cancellation);
        return new AuthenticationHeaderValue(authorization.Scheme, credentials);
    }
}
