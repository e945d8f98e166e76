using System.Collections.Concurrent;
using System.Net;

namespace Hotaru.Testing;

/// <summary>An HTTP server that keeps what it is sent and answers as told.</summary>
public sealed class PingListener : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string RunId, string Body)> _pings = new();
    private readonly SemaphoreSlim _came = new(0);
    private readonly Task _serving;

    private PingListener(int port)
    {
        Url = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public IReadOnlyList<(string Path, string RunId, string Body)> Pings => [.. _pings];

    public static PingListener Start() => new(ApplianceProcess.FreePorts(1)[0]);

    /// <summary>Waits until a ping has come that fits (at most 20 s).</summary>
    public Task UntilAsync(Func<(string Path, string RunId, string Body), bool> fits) =>
        UntilAsync(() => _pings.Any(fits));

    /// <summary>Waits until it is so, asking again at each ping that comes (at most 20 s).</summary>
    public async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            if (!await _came.WaitAsync(TimeSpan.FromSeconds(20)))
                throw new TimeoutException(
                    "no such ping; came: " + string.Join(", ", _pings.Select(p => p.Path)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        _came.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var body = await reader.ReadToEndAsync();
                _pings.Enqueue((
                    context.Request.Url!.AbsolutePath, context.Request.QueryString["rid"] ?? "", body));
                _came.Release();
                context.Response.StatusCode = (int)Answer;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
