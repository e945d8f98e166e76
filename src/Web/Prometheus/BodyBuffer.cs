using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Hotaru.Web.Prometheus;

/// <summary>A request's body in one pooled array; given back on disposal.</summary>
internal sealed class BodyBuffer : IDisposable
{
    private const int FirstSize = 16 << 10;
    private byte[] _bytes;
    private int _length;

    private BodyBuffer(int size) => _bytes = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>The whole body, or null where it is larger than the limit.</summary>
    public static async Task<BodyBuffer?> ReadAsync(
        HttpRequest request, int limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit) return null;
        var buffer = new BodyBuffer((int)(request.ContentLength ?? FirstSize) + 1);
        try
        {
            if (await buffer.FillAsync(request.Body, limit, cancellation)) return buffer;
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
