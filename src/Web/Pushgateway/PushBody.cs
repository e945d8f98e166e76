using System.Buffers;
using System.IO.Compression;
using IronSnappy;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Pushgateway;

/// <summary>A push's body, decompressed, in a pooled array that goes back on disposal.</summary>
internal sealed class PushBody : IDisposable
{
    private const int FirstSize = 16 << 10;

    private readonly BodyBudget _budget;
    private readonly int _limit;
    private byte[] _bytes = [];
    private int _length;
    private long _held;

    private PushBody(int limit, BodyBudget budget) => (_limit, _budget) = (limit, budget);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <exception cref="PushBodyException">
    /// Too large, not compressed as its header says, or one too many of those that are large.
    /// </exception>
    public static async Task<PushBody> ReadAsync(
        HttpRequest request, int limit, BodyBudget budget, CancellationToken cancellation)
    {
        var sent = new PushBody(limit, budget);
        try
        {
            await sent.ReceiveAsync(request, cancellation);
            var encoding = request.Headers.ContentEncoding.ToString().ToLowerInvariant();
            if (encoding is not ("gzip" or "snappy")) return sent;
            var plain = new PushBody(limit, budget);
            try
            {
                await plain.DecompressAsync(sent, encoding, cancellation);
                sent.Dispose();
                return plain;
            }
            catch
            {
                plain.Dispose();
                throw;
            }
        }
        catch
        {
            sent.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _budget.TryResize(ref _held, 0);
    }

    private async Task ReceiveAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            await FillAsync(
                request.Body, (int)Math.Min(request.ContentLength ?? 0, _limit), cancellation);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            // A chunk whose length is no number that fits comes as this one.
            throw new PushBodyException(400, e.Message);
        }
    }

    private async Task DecompressAsync(PushBody sent, string encoding, CancellationToken cancellation)
    {
        if (sent._length == 0) throw new PushBodyException(400, $"the body is not {encoding}: it is empty");
        using var source = new MemoryStream(sent._bytes, 0, sent._length, writable: false);
        try
        {
            await using var plain = encoding == "gzip"
                ? new GZipStream(source, CompressionMode.Decompress)
                : Snappy.OpenReader(source);
            await FillAsync(plain, sent._length * 4, cancellation);
        }
        catch (Exception e) when (e is not (PushBodyException or OperationCanceledException))
        {
            throw new PushBodyException(400, $"the body is not {encoding}: {e.Message}");
        }
    }

    private async Task FillAsync(Stream from, int expected, CancellationToken cancellation)
    {
        // Nobody gets room for what is only announced.
        var first = Math.Min(expected, BodyBudget.FreeBytes - 1) + 1;
        _bytes = Rent(Math.Min(Math.Max(first, FirstSize), _limit + 1));
        while (true)
        {
            if (_length == _bytes.Length) Grow();
            var read = await from.ReadAsync(_bytes.AsMemory(_length), cancellation);
            if (read == 0) return;
            _length += read;
            if (_length > _limit)
                throw new PushBodyException(413,
                    $"the body is larger than {_limit} bytes (gateway.max_body_size)");
        }
    }

    private byte[] Rent(int size)
    {
        if (_budget.TryResize(ref _held, size)) return ArrayPool<byte>.Shared.Rent(size);
        throw new PushBodyException(503, "too many large bodies are being read at once; push it again later");
    }

    private void Grow()
    {
        var larger = Rent(Math.Min(_bytes.Length * 2, _limit + 1));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
