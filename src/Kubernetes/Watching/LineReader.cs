using System.Buffers;
using System.IO.Pipelines;

namespace Hotaru.Kubernetes;

/// <summary>Takes a stream apart at its line ends.</summary>
internal sealed class LineReader(Stream stream) : IAsyncDisposable
{
    /// <summary>An object of etcd is at most 1.5 MiB; its JSON can be a few times that.</summary>
    private const int MaxLine = 16 << 20;

    private readonly PipeReader _pipe = PipeReader.Create(stream);

    /// <summary>
    /// The next line; null at the end. A last line without an end was cut off and is dropped.
    /// </summary>
    public async ValueTask<byte[]?> NextAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end).ToArray();
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                return line;
            }

            if (buffer.Length > MaxLine)
                throw new IOException($"a line of the watch is longer than {MaxLine >> 20} MiB");
            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted) return null;
        }
    }

    public ValueTask DisposeAsync() => _pipe.CompleteAsync();
}
