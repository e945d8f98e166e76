using System.Net;
using Hotaru.Testing;

namespace Hotaru.Remote.Tests.Sending;

/// <summary>A remote server in memory: decodes what it gets, or is down, or refuses.</summary>
internal sealed class FakeReceiver : HttpMessageHandler
{
    private readonly RemoteWriteReceiver _receiver;

    public FakeReceiver() => _receiver = new RemoteWriteReceiver(Series, TimeProvider.System);

    public MemorySeries Series { get; } = new();

    public volatile HttpStatusCode Status = HttpStatusCode.NoContent;

    public volatile bool TakesVersion2 = true;

    public volatile string LastVersion = "";

    public int Requests;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Requests);
        if (Status != HttpStatusCode.NoContent) return new HttpResponseMessage(Status);
        var isVersion2 = request.Content!.Headers.ContentType!.Parameters
            .Any(p => p is { Name: "proto", Value: "io.prometheus.write.v2.Request" });
        if (isVersion2 && !TakesVersion2) return new HttpResponseMessage(HttpStatusCode.UnsupportedMediaType);
        LastVersion = request.Headers.GetValues("X-Prometheus-Remote-Write-Version").Single();
        var body = await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var answer = await _receiver.ReceiveAsync(
            body, isVersion2 ? RemoteWriteProtocol.Version2 : RemoteWriteProtocol.Version1,
            cancellationToken);
        return new HttpResponseMessage((HttpStatusCode)answer.Status);
    }
}
