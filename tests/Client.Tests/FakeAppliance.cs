using System.Net;

namespace Hotaru.Client.Tests;

/// <summary>Keeps what is sent; may be away, slow, or broken.</summary>
internal sealed class FakeAppliance : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(string Method, string Address, string Body)> _requests = [];

    public Func<CancellationToken, Task>? Before { get; set; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public IReadOnlyList<(string Method, string Address, string Body)> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    public (string Method, string Address, string Body) LastPush =>
        Requests.Last(request => request.Method == "PUT");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_lock) _requests.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, body));
        if (Before is not null) await Before(cancellationToken);
        return new HttpResponseMessage(Status);
    }
}
