using System.Text;
using System.Text.Json;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// docker_sd_configs: asks the Docker engine for its containers and networks. Source: Docker Engine API 1.44.
/// </summary>
internal sealed class DockerDiscoverer(string job, DockerDiscoveryModel model, TimeProvider time, ILogger log)
    : RefreshingDiscoverer(job, model.RefreshInterval, time, log)
{
    private const int MaxAnswerBytes = 32 << 20;
    private readonly HttpClient _client = Client(model, time);
    private readonly TimeProvider _time = time;

    public override string Kind => "docker";

    protected override async Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(model.RefreshInterval, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        using var containers = await GetAsync("/containers/json" + Filters(), either.Token);
        using var networks = await GetAsync("/networks", either.Token);
        return [DockerTargets.Of(model, containers.RootElement, networks.RootElement)];
    }

    private static HttpClient Client(DockerDiscoveryModel model, TimeProvider time)
    {
        if (model.Host.Scheme != "unix")
        {
            var scheme = model.Host.Scheme == "tcp" ? "http" : model.Host.Scheme;
            var client = HttpClientBuilder.Build(model.Http, time);
            client.BaseAddress = new UriBuilder(model.Host) { Scheme = scheme }.Uri;
            client.MaxResponseContentBufferSize = MaxAnswerBytes;
            return client;
        }

        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) =>
                HttpClientBuilder.ConnectAsync(model.Host.AbsolutePath, cancellation),
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri("http://docker"),
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancellation)
    {
        using var response = await _client.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return await JsonDocument.ParseAsync(body, default, cancellation);
    }

    /// <summary>?filters={"name":["value"]}</summary>
    private string Filters()
    {
        if (model.Filters.Count == 0) return "";
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var filter in model.Filters.GroupBy(filter => filter.Key, StringComparer.Ordinal))
            {
                json.WriteStartArray(filter.Key);
                foreach (var value in filter.SelectMany(pair => pair.Value)) json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return "?filters=" + Uri.EscapeDataString(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
