using System.Net;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>Sends one request and tells what its answer means for the queue.</summary>
internal sealed class HttpDelivery(HttpConfig config) : IDisposable
{
    /// <summary>Of an answer, as much as goes into a reason.</summary>
    private const int MaxReason = 300;

    private readonly HttpClient _client = HttpClients.Create(config);

    /// <summary>Posts JSON. The URL is not in any reason: in many services it is the secret.</summary>
    public Task<DeliveryOutcome> PostJsonAsync(string url, byte[] json, CancellationToken cancellation) =>
        SendAsync(() => Json(HttpMethod.Post, url, json), cancellation);

    public async Task<DeliveryOutcome> SendAsync(
        Func<HttpRequestMessage> request, CancellationToken cancellation) =>
        (await AskAsync(request, cancellation).ConfigureAwait(false)).Outcome;

    /// <summary>Sends a request and gives the answer's text too, for services that say more in it.</summary>
    public async Task<(DeliveryOutcome Outcome, HttpStatusCode? Status, string Text)> AskAsync(
        Func<HttpRequestMessage> make, CancellationToken cancellation)
    {
        try
        {
            // A server may close a connection at the moment it is used again. A new one is tried at once:
            // the wait before a retry is for receivers that are away.
            return await AskOnceAsync(make, cancellation).ConfigureAwait(false)
                ?? await AskOnceAsync(make, cancellation, isLast: true).ConfigureAwait(false)
                ?? throw new HttpRequestException("no answer");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (DeliveryOutcome.Unreachable(e.InnerException?.Message ?? e.Message), null, "");
        }
        catch (Exception e) when (
            e is UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return (DeliveryOutcome.Refused("the URL is none that can be called"), null, "");
        }
    }

    public static HttpRequestMessage Json(HttpMethod method, string url, byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return new HttpRequestMessage(method, url) { Content = content };
    }

    public static HttpRequestMessage Form(string url, IEnumerable<KeyValuePair<string, string>> fields) =>
        new(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(fields) };

    public void Dispose() => _client.Dispose();

    /// <returns>Null where the connection stood and ended without an answer, and it is not the last try.
    /// </returns>
    private async Task<(DeliveryOutcome Outcome, HttpStatusCode? Status, string Text)?> AskOnceAsync(
        Func<HttpRequestMessage> make, CancellationToken cancellation, bool isLast = false)
    {
        try
        {
            using var request = make();
            using var response = await _client.SendAsync(request, cancellation).ConfigureAwait(false);
            var text = await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
            return (Meaning(response, text), response.StatusCode, text);
        }
        catch (HttpRequestException e) when (!isLast && e.InnerException is IOException
            && e.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.Unknown)
        {
            return null;
        }
    }

    private static DeliveryOutcome Meaning(HttpResponseMessage response, string text)
    {
        if (response.IsSuccessStatusCode) return DeliveryOutcome.Delivered;
        var reason = $"answered {(int)response.StatusCode}{Shown(text)}";
        var isBusy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        if (isBusy) return DeliveryOutcome.Retry(reason, response.Headers.RetryAfter?.Delta);
        return (int)response.StatusCode >= 500 ? DeliveryOutcome.Retry(reason)
            : DeliveryOutcome.Refused(reason);
    }

    private static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (var c in text.Trim())
        {
            if (shown.Length == MaxReason) break;
            shown.Append(char.IsControl(c) ? ' ' : c);
        }

        return shown.Length == 0 ? "" : $": {shown}";
    }
}
