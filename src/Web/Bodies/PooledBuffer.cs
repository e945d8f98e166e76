using System.Buffers;

namespace Hotaru.Web;

/// <summary>
/// Bytes that come together in one pooled array; given back on disposal. Belongs to one thread.
/// </summary>
internal sealed class PooledBuffer(int firstSize) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(firstSize);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Advance(int count)
    {
        if (count < 0 || count > _bytes.Length - Length)
            throw new InvalidOperationException("BUG: more was written than there was room for");
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets what was written and keeps the room.</summary>
    public void Clear() => Length = 0;

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, Length) = ([], 0);
    }

    private void MakeRoom(int size)
    {
        if (_bytes.Length - Length >= size) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + size));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
