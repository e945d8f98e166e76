using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using Hotaru.Exposition;

namespace Hotaru.Scraper;

/// <summary>Fetches a target's page into one pooled buffer. One for each job.</summary>
internal sealed class ScrapeClient : IDisposable
{
    private const int FirstBuffer = 16 << 10;
    private readonly ScrapeModel _job;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    // Connections are kept by host and port, so each socket needs a client of its own.
    private readonly ConcurrentDictionary<string, HttpClient> _bySocket = new(StringComparer.Ordinal);
    private readonly string _accept;

    public ScrapeClient(ScrapeModel job, TimeProvider time)
    {
        (_job, _time) = (job, time);
        _client = HttpClientBuilder.Build(job.Http, time, job.EnableCompression);
        _accept = ScrapeProtocols.AcceptHeader(job.Protocols, job.EscapingScheme);
    }

    /// <exception cref="ScrapeException">No page, or one that is too large or of an unknown type.</exception>
    public async Task<ScrapedPage> FetchAsync(Target target, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(target.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            using var request = Request(target);
            using var response = await ClientOf(target).SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            if (status != 200)
                throw new ScrapeException($"server returned HTTP status {status} {response.ReasonPhrase}");
            var format = Format(response.Content.Headers);
            return await ReadAsync(response.Content, format, either.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new ScrapeException(
                $"Get \"{target.Url}\": context deadline exceeded after "
                + $"{target.Timeout.TotalSeconds:0.###}s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException)
        {
            throw new ScrapeException($"Get \"{target.Url}\": {Reason(e)}", e);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        foreach (var client in _bySocket.Values) client.Dispose();
    }

    private HttpClient ClientOf(Target target) => target.UnixSocket.Length == 0
        ? _client
        : _bySocket.GetOrAdd(
            target.UnixSocket,
            path => HttpClientBuilder.Build(_job.Http, _time, _job.EnableCompression, path));

    private HttpRequestMessage Request(Target target)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, target.Url)
        {
            Version = _client.DefaultRequestVersion,
            VersionPolicy = _client.DefaultVersionPolicy,
        };
        request.Headers.TryAddWithoutValidation("Accept", _accept);
        request.Headers.TryAddWithoutValidation("User-Agent", "Hotaru");
        request.Headers.TryAddWithoutValidation(
            "X-Prometheus-Scrape-Timeout-Seconds",
            target.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        if (!_job.EnableCompression) request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        return request;
    }

    private ExpositionFormat Format(System.Net.Http.Headers.HttpContentHeaders headers)
    {
        var type = headers.ContentType;
        switch (type?.MediaType)
        {
            case "application/openmetrics-text":
                return ExpositionFormat.OpenMetrics;
            case "text/plain":
                return ExpositionFormat.Text;
            case "application/vnd.google.protobuf":
                if (type.Parameters.Any(p => p.Name == "encoding" && p.Value == "delimited"))
                    return ExpositionFormat.Protobuf;
                break;
        }

        if (_job.FallbackProtocol is { } fallback) return FormatOf(fallback);
        headers.TryGetValues("Content-Type", out var sent);
        var shown = string.Join(", ", sent ?? []);
        throw new ScrapeException(shown.Length == 0
            ? "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol "
              + "specified for target"
            : $"received unsupported Content-Type \"{shown}\" and no fallback_scrape_protocol "
              + "specified for target");
    }

    private static ExpositionFormat FormatOf(ScrapeProtocol protocol) => protocol switch
    {
        ScrapeProtocol.Protobuf => ExpositionFormat.Protobuf,
        ScrapeProtocol.OpenMetrics001 or ScrapeProtocol.OpenMetrics100 => ExpositionFormat.OpenMetrics,
        _ => ExpositionFormat.Text,
    };

    private async Task<ScrapedPage> ReadAsync(
        HttpContent content, ExpositionFormat format, CancellationToken cancellation)
    {
        await using var body = await content.ReadAsStreamAsync(cancellation);
        var known = (int)Math.Clamp(content.Headers.ContentLength ?? 0, 0, 16 << 20);
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, known + 1));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0) return new ScrapedPage(buffer, length, format);
                length += read;
                if (_job.Limits.BodySize > 0 && length > _job.Limits.BodySize)
                    throw new ScrapeException($"body size limit exceeded ({_job.Limits.BodySize} bytes)");
                if (length == buffer.Length) buffer = Grown(buffer);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { InnerException: SocketException socket } => socket.Message,
        HttpRequestException { InnerException: { } inner } => $"{e.Message.TrimEnd('.')}: {inner.Message}",
        _ => e.Message,
    };
}
