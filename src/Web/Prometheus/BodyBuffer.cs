using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>A request's body in one pooled array; given back on disposal.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 16 << 10;
    private const int MaxFirstSize = 1 << 20;
    private byte[] _bytes;
    private int _length;

    private BodyBuffer(int size) => _bytes = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>The whole body, or null where it is larger than the limit.</summary>
    public static async Task<BodyBuffer?> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) return null;
        // A promised length is believed up to a point only: a body that never comes must not cost memory.
        var size = (int)Math.Min(request.ContentLength ?? FirstSize, MaxFirstSize) + 1;
        return await ReadAsync(request.Body, size, limit, cancellation);
    }

    /// <summary>What a gzip body stands for, or null where that is larger than the limit.</summary>
    /// <exception cref="InvalidDataException">It is not gzip.</exception>
    public static async Task<BodyBuffer?> GunzipAsync(
        BodyBuffer compressed, int limit, CancellationToken cancellation)
    {
        using var source = new MemoryStream(compressed._bytes, 0, compressed._length, writable: false);
        await using var gzip = new GZipStream(source, CompressionMode.Decompress);
        return await ReadAsync(gzip, FirstSize, limit, cancellation);
    }

    private static async Task<BodyBuffer?> ReadAsync(
        Stream body, int size, int limit, CancellationToken cancellation)
    {
        var buffer = new BodyBuffer(size);
        try
        {
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
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private async Task<bool> FillAsync(Stream body, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            if (_length == _bytes.Length) Grow();
            var read = await body.ReadAsync(_bytes.AsMemory(_length), cancellation);
            if (read == 0) return true;
            _length += read;
            if (_length > limit) return false;
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
