using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>http_sd_configs. Source: Prometheus's documentation, "Writing HTTP service discovery".</summary>
internal sealed class HttpDiscoverer(string job, HttpDiscoveryModel model, TimeProvider time, ILogger log)
    : RefreshingDiscoverer(job, model.RefreshInterval, time, log)
{
    private const int MaxAnswerBytes = 32 << 20;
    private readonly HttpClient _client = Client(model, time);
    private readonly TimeProvider _time = time;

    public override string Kind => "http";

    protected override async Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(model.RefreshInterval, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, model.Url);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(
            "X-Prometheus-Refresh-Interval-Seconds",
            model.RefreshInterval.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        using var response = await _client.SendAsync(request, either.Token);
        if ((int)response.StatusCode != 200)
            throw new FormatException($"{model.Url} answered {(int)response.StatusCode}");
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
            throw new FormatException(
                $"{model.Url} answered with {response.Content.Headers.ContentType}, not JSON");
        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        using var json = await JsonDocument.ParseAsync(body, default, either.Token);
        return [.. TargetGroupJson.Read(model.Url.AbsoluteUri, json.RootElement).Select(group => group with
        {
            Labels = group.Labels.With("__meta_url", model.Url.AbsoluteUri),
        })];
    }

    private static HttpClient Client(HttpDiscoveryModel model, TimeProvider time)
    {
        var client = HttpClientBuilder.Build(model.Http, time);
        // An answer is held whole before it is looked at.
        client.MaxResponseContentBufferSize = MaxAnswerBytes;
        return client;
    }
}
