using System.Buffers;
using Hotaru.Exposition;

namespace Hotaru.Scraper;

/// <summary>A page in a pooled buffer, which goes back on disposal.</summary>
internal sealed class ScrapedPage(byte[] buffer, int length, ExpositionFormat format) : IDisposable
{
    private byte[]? _buffer = buffer;

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, length);

    public ExpositionFormat Format => format;

    public void Dispose()
    {
        if (_buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }
}
