using System.Net;
using System.Text;
using IronSnappy;

namespace Hotaru.Remote.Tests.Reading;

/// <summary>A server that answers remote read, in memory.</summary>
internal sealed class ReadServer(RemoteReader reader) : HttpMessageHandler
{
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public int Requests { get; private set; }

    /// <summary>The last request's bytes as text, for a look at the names in it.</summary>
    public string Matchers { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        Matchers = Encoding.Latin1.GetString(Snappy.Decode(body));
        var parsed = reader.Parse(body);
        Assert.False(parsed.IsStreamed);
        return new HttpResponseMessage(Status)
        {
            Content = new ByteArrayContent(reader.Samples(parsed, cancellationToken)),
        };
    }
}
