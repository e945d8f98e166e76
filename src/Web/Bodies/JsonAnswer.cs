using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web;

/// <summary>
/// JSON as an answer. A short one leaves in one piece with its length; of a long one, a piece leaves whenever
/// its writer takes a breath, so that it is never whole in memory and a slow reader holds its writer back.
/// Status and headers are to be set before the first breath.
/// </summary>
internal sealed class JsonAnswer : IDisposable
{
    private const int PieceSize = 32 << 10;

    /// <summary>The answers are application/json and never part of a page.</summary>
    public static readonly JsonWriterOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HttpContext _context;
    private readonly PooledBuffer _piece = new(PieceSize);
    private bool _isPartSent;

    public JsonAnswer(HttpContext context, JsonWriterOptions options)
    {
        _context = context;
        Json = new Utf8JsonWriter(_piece, options);
        context.Response.ContentType = "application/json";
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>To be called between the parts of an answer that may be long.</summary>
    public ValueTask BreatheAsync() =>
        Json.BytesPending + _piece.Length < PieceSize ? ValueTask.CompletedTask : SendAsync();

    /// <summary>Sends what is left; nothing may be written after it.</summary>
    public ValueTask CompleteAsync()
    {
        Json.Flush();
        if (!_isPartSent) _context.Response.ContentLength = _piece.Length;
        return SendAsync();
    }

    public void Dispose()
    {
        Json.Dispose();
        _piece.Dispose();
    }

    private async ValueTask SendAsync()
    {
        Json.Flush();
        _isPartSent = true;
        await _context.Response.Body.WriteAsync(_piece.Written, _context.RequestAborted);
        _piece.Clear();
    }
}
