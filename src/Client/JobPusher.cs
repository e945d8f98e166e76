using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Hotaru.Client;

/// <summary>Sends pushes and the run's start and end; whatever goes wrong stays here.</summary>
internal sealed class JobPusher : IDisposable
{
    private const string DefaultUrl = "http://127.0.0.1:9090";

    private readonly HttpClient _client;
    private readonly Uri _group;
    private readonly Uri? _ping;
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly HotaruJobOptions _options;

    public JobPusher(
        string job, HotaruJobOptions options, IReadOnlyList<KeyValuePair<string, string>> groupLabels)
    {
        _options = options;
        _client = options.Handler is null ? new HttpClient() : new HttpClient(options.Handler,
            disposeHandler: false);
        var appliance = options.Url ?? OfEnvironment();
        var gateway = options.PushUrl ?? new Uri(WithSlash(appliance), "pushgateway/");
        _group = new Uri(WithSlash(gateway), GroupPath(job, groupLabels));
        _ping = options.PushUrl is null
            ? new Uri(WithSlash(appliance), $"ping/{Uri.EscapeDataString(job)}")
            : null;
    }

    public Task PushAsync(byte[] page, CancellationToken patience) =>
        SendAsync(HttpMethod.Put, _group, page, patience);

    public Task TellStartAsync(CancellationToken patience) => TellAsync("/start", "", patience);

    /// <summary>The run goes on; a push that is refused must not look like a run that died.</summary>
    public Task TellAliveAsync(CancellationToken patience) => TellAsync("/log", "", patience);

    public Task TellEndAsync(string? failure, CancellationToken patience) =>
        TellAsync(failure is null ? "/0" : "/1", failure ?? "", patience);

    public void Dispose() => _client.Dispose();

    /// <summary>Values with a slash or empty ones go as base64, as a Pushgateway takes them.</summary>
    internal static string GroupPath(string job, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var path = new StringBuilder("metrics");
        Append(path, "job", job);
        foreach (var (name, value) in labels) Append(path, name, value);
        return path.ToString();
    }

    private static void Append(StringBuilder path, string name, string value)
    {
        if (value.Length > 0 && !value.Contains('/', StringComparison.Ordinal))
        {
            path.Append('/').Append(name).Append('/').Append(Uri.EscapeDataString(value));
            return;
        }

        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).Replace('+', '-').Replace('/',
            '_');
        path.Append('/').Append(name).Append("@base64/").Append(encoded.Length == 0 ? "=" : encoded);
    }

    private static Uri OfEnvironment()
    {
        var text = Environment.GetEnvironmentVariable("HOTARU_URL");
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http",
            StringComparison.Ordinal)
            ? uri
            : new Uri(DefaultUrl);
    }

    private static Uri WithSlash(Uri uri) =>
        uri.AbsoluteUri.EndsWith('/') ? uri : new Uri(uri.AbsoluteUri + "/");

    private Task TellAsync(string what, string body, CancellationToken patience)
    {
        if (_ping is null) return Task.CompletedTask;
        var at =
            (_options.Time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0).ToString(
                CultureInfo.InvariantCulture);
        var beat = (int)Math.Max(1, _options.Interval.TotalSeconds);
        var uri = new Uri($"{_ping.AbsoluteUri}{what}?rid={_run}&create=1&source=client&beat={beat}&at={at}");
        return SendAsync(HttpMethod.Post, uri, Encoding.UTF8.GetBytes(body), patience);
    }

    private async Task SendAsync(HttpMethod method, Uri uri, byte[] body, CancellationToken patience)
    {
        try
        {
            using var request = new HttpRequestMessage(method, uri) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType =
                MediaTypeHeaderValue.Parse("text/plain; version=0.0.4; charset=utf-8");
            if (_ping is not null) request.Headers.TryAddWithoutValidation("X-Hotaru-Run", _run);
            // What an answer says is of no interest, however long it is.
            using var answer = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A monitor that is away, slow or broken is no business of the job.
        }
    }
}
