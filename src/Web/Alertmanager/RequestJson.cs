using System.Text.Json;
using Hotaru.Web.Prometheus;

namespace Hotaru.Web.Alertmanager;

/// <summary>A JSON body; it refers to the pooled bytes that were received, until it is disposed.</summary>
internal sealed class RequestJson : IDisposable
{
    private readonly BodyBuffer _body;
    private readonly JsonDocument _document;

    /// <summary>Takes the body over.</summary>
    /// <exception cref="JsonException">It is not JSON; the body is given back.</exception>
    public RequestJson(BodyBuffer body)
    {
        _body = body;
        try
        {
            _document = JsonDocument.Parse(body.Memory);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public JsonElement RootElement => _document.RootElement;

    public void Dispose()
    {
        _document.Dispose();
        _body.Dispose();
    }
}
