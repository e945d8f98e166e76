using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Hotaru.Testing;

/// <summary>
/// An HTTP server on loopback that keeps every request and answers 200 unless told otherwise.
/// </summary>
public sealed class HttpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<HttpRequestReceived> _requests = new();
    private readonly Task _serving;

    private HttpReceiver(int port)
    {
        Url = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The status and the text of the answer to a request; null: 200 and nothing.</summary>
    public Func<HttpRequestReceived, (int Status, string Text)>? Answer { get; set; }

    public IReadOnlyList<HttpRequestReceived> Requests => [.. _requests];

    public static HttpReceiver Start(int port = 0) =>
        new(port == 0 ? ApplianceProcess.FreePorts(1)[0] : port);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var headers = context.Request.Headers.AllKeys
                .ToDictionary(k => k!, k => context.Request.Headers[k]!, StringComparer.OrdinalIgnoreCase);
            var request = new HttpRequestReceived(
                context.Request.HttpMethod, context.Request.RawUrl ?? "", headers, body);
            _requests.Enqueue(request);
            var (status, text) = Answer?.Invoke(request) ?? (200, "");
            context.Response.StatusCode = status;
            var bytes = Encoding.UTF8.GetBytes(text);
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
    }
}
