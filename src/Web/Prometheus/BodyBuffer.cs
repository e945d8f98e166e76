using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>A request's body in one pooled array; given back on disposal.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 16 << 10;
    private readonly BodyBudget? _budget;
    private byte[] _bytes = [];
    private int _length;
    private long _held;

    private BodyBuffer(BodyBudget? budget) => _budget = budget;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>The whole body, or null where it is larger than the limit.</summary>
    /// <exception cref="BadHttpRequestException">
    /// It ends before it should, or (503) there is no room left in the budget.
    /// </exception>
    public static async Task<BodyBuffer?> ReadAsync(
        HttpRequest request, int limit, BodyBudget budget, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) return null;
        // A promised length is believed up to a point only: a body that never comes must not cost memory.
        var size = (int)Math.Min(request.ContentLength ?? FirstSize, BodyBudget.FreeBytes - 1) + 1;
        return await ReadAsync(request.Body, size, limit, budget, cancellation);
    }

    /// <summary>What a gzip body stands for, or null where that is larger than the limit.</summary>
    /// <exception cref="InvalidDataException">It is not gzip.</exception>
    public static async Task<BodyBuffer?> GunzipAsync(
        BodyBuffer compressed, int limit, CancellationToken cancellation)
    {
        using var source = new MemoryStream(compressed._bytes, 0, compressed._length, writable: false);
        await using var gzip = new GZipStream(source, CompressionMode.Decompress);
        return await ReadAsync(gzip, FirstSize, limit, null, cancellation);
    }

    private static async Task<BodyBuffer?> ReadAsync(
        Stream body, int size, int limit, BodyBudget? budget, CancellationToken cancellation)
    {
        var buffer = new BodyBuffer(budget);
        try
        {
            buffer._bytes = buffer.Rent(size);
            if (await buffer.FillAsync(body, limit, cancellation)) return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        buffer.Dispose();
        return null;
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _budget?.TryResize(ref _held, 0);
    }

    private async Task<bool> FillAsync(Stream body, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            // Whether there is more than is allowed shows with one byte more; the array stays at the limit.
            if (_length == limit) return await ReadAsync(body, new byte[1], cancellation) == 0;
            if (_length == _bytes.Length) Grow(limit);
            var room = Math.Min(_bytes.Length, limit) - _length;
            var read = await ReadAsync(body, _bytes.AsMemory(_length, room), cancellation);
            if (read == 0) return true;
            _length += read;
        }
    }

    private static async ValueTask<int> ReadAsync(
        Stream body, Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(into, cancellation);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw BodyRefusal.Unreadable(e);
        }
    }

    private byte[] Rent(int size)
    {
        if (_budget is null || _budget.TryResize(ref _held, size)) return ArrayPool<byte>.Shared.Rent(size);
        throw new BadHttpRequestException(
            "too many large bodies are being read at once; send it again later", 503);
    }

    private void Grow(int limit)
    {
        var larger = Rent((int)Math.Min(_bytes.Length * 2L, limit));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
