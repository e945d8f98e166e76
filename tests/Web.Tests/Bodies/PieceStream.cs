namespace Hotaru.Web;

/// <summary>A response body that remembers the pieces it was given.</summary>
internal sealed class PieceStream : MemoryStream
{
    public List<int> Pieces { get; } = [];

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Pieces.Add(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }
}
