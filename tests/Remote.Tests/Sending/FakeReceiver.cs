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

    public int Requests;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Requests);
        if (Status != HttpStatusCode.NoContent) return new HttpResponseMessage(Status);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        var answer = await _receiver.ReceiveAsync(body, RemoteWriteProtocol.Version1, cancellationToken);
        return new HttpResponseMessage((HttpStatusCode)answer.Status);
    }
}
