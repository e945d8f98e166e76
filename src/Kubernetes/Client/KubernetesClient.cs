using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Hotaru.Model;

namespace Hotaru.Kubernetes;

/// <summary>
/// Speaks to one API server. The connection is made anew after a refused credential or a failed handshake, so
/// that certificates which were replaced on disk are read again; tokens are read for every request anyway.
/// </summary>
/// <param name="connect">Makes an HTTP client with the credentials as they are now.</param>
public sealed class KubernetesClient(Uri server, Func<HttpClient> connect, TimeProvider time) : IDisposable
{
    private const int PageSize = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private HttpClient? _connection;

    public Uri Server => server;

    /// <summary>One part of a list.</summary>
    /// <param name="continueFrom">What the part before said; empty for the first one.</param>
    /// <param name="whole">Asks for all at once, for when the tokens run out faster than they are
    /// used.</param>
    /// <exception cref="KubernetesException">The server said no.</exception>
    internal async Task<ObjectPage> ListAsync(
        ResourceQuery query, string continueFrom, bool whole, CancellationToken cancellation)
    {
        var address = query.Address(whole ? "" : $"limit={PageSize}")
            + (continueFrom.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(continueFrom)}");
        using var json = await GetAsync(address, cancellation);
        var root = json.RootElement;
        return new ObjectPage(
            [.. root.Items("items").Select(KubernetesObject.Of)],
            root.Text("metadata", "resourceVersion"), root.Text("metadata", "continue"));
    }

    /// <summary>The JSON at a path of the API.</summary>
    /// <exception cref="KubernetesException">The server said no.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    /// <exception cref="TimeoutException">It did not answer in half a minute.</exception>
    public async Task<JsonDocument> GetAsync(string pathAndQuery, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var response = await SendAsync(pathAndQuery, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await JsonDocument.ParseAsync(body, default, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"the API server {server.Authority} did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    /// <summary>Begins to read a path; returns when the head of the answer is there.</summary>
    internal async Task<HttpResponseMessage> SendAsync(string pathAndQuery, CancellationToken cancellation)
    {
        var connection = Connection();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address(pathAndQuery));
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            var response = await connection.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw await RefusalAsync(response, connection, cancellation);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            Forget(connection);
            throw;
        }
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>A server may stand behind a path of its own, as with Rancher.</summary>
    private Uri Address(string pathAndQuery) =>
        new(server.AbsoluteUri.TrimEnd('/') + pathAndQuery, UriKind.Absolute);

    private async Task<KubernetesException> RefusalAsync(
        HttpResponseMessage response, HttpClient connection, CancellationToken cancellation)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized) Forget(connection);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        var said = body;
        try
        {
            using var json = JsonDocument.Parse(body);
            said = json.RootElement.Text("message");
        }
        catch (JsonException)
        {
            // A proxy in between answers in a language of its own.
        }

        if (said.Length > 300) said = said[..300];
        return new KubernetesException(
            response.StatusCode,
            $"the API server {server.Authority} answered {(int)response.StatusCode}: {said}",
            response.Headers.RetryAfter?.Delta);
    }

    private HttpClient Connection()
    {
        lock (_lock) return _connection ??= connect();
    }

    private void Forget(HttpClient connection)
    {
        // Others may still read from it; it goes when they are done.
        lock (_lock)
        {
            if (ReferenceEquals(_connection, connection)) _connection = null;
        }
    }
}
