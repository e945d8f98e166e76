using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Hotaru.Remote;

/// <summary>Posts one message to a target and says what became of it.</summary>
internal sealed class RemoteWriteClient(RemoteWriteTarget target, TimeProvider time) : IDisposable
{
    private const string Version2Message = "io.prometheus.write.v2.Request";
    private const string WrittenHeader = "X-Prometheus-Remote-Write-Samples-Written";
    private readonly HttpClient _client = target.CreateClient();

    /// <param name="isVersion2">Whether the body is a version 2 message.</param>
    public async Task<Delivery> PostAsync(byte[] body, bool isVersion2, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(target.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = Request(body, isVersion2);
            using var response = await _client.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            return Outcome(response, text, isVersion2);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Delivery(
                DeliveryOutcome.TryAgain, $"no answer within {target.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Delivery(DeliveryOutcome.TryAgain, e.Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(byte[] body, bool isVersion2)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url)
        {
            Content = new ByteArrayContent(body),
        };
        var type = new MediaTypeHeaderValue("application/x-protobuf");
        if (isVersion2) type.Parameters.Add(new NameValueHeaderValue("proto", Version2Message));
        request.Content.Headers.ContentType = type;
        request.Content.Headers.ContentEncoding.Add("snappy");
        request.Headers.TryAddWithoutValidation(
            "X-Prometheus-Remote-Write-Version", isVersion2 ? "2.0.0" : "0.1.0");
        request.Headers.TryAddWithoutValidation("User-Agent", "Hotaru");
        return request;
    }

    private Delivery Outcome(HttpResponseMessage response, string text, bool isVersion2)
    {
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300) return new Delivery(DeliveryOutcome.Delivered, "");
        var reason = $"{status} {text.AsSpan(0, Math.Min(text.Length, 256)).Trim()}";
        if (status == (int)HttpStatusCode.UnsupportedMediaType && isVersion2)
        {
            // The samples are good, the setting is not: they wait until a person has changed it.
            return new Delivery(
                DeliveryOutcome.TryAgain,
                $"{reason}; it does not take remote write 2.0, "
                + "set protobuf_message: prometheus.WriteRequest");
        }

        var isTemporary = status >= 500
            || (status == (int)HttpStatusCode.TooManyRequests && target.RetryOnHttp429);
        if (!isTemporary)
            return new Delivery(DeliveryOutcome.Refused, reason) { Written = Written(response) };
        return new Delivery(DeliveryOutcome.TryAgain, reason)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    private static int Written(HttpResponseMessage response) =>
        response.Headers.TryGetValues(WrittenHeader, out var values)
        && int.TryParse(values.First(), CultureInfo.InvariantCulture, out var count) && count >= 0
            ? count
            : 0;
}
