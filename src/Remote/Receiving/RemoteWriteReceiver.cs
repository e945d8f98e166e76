using System.Buffers;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Takes remote write requests into storage. What can be stored of a request is stored; the answer names the
/// series of what was refused. Thread-safe.
/// </summary>
public sealed class RemoteWriteReceiver(ISampleSink sink, TimeProvider time, RemoteWriteLimits? limits = null)
{
    private readonly ReceivedSeriesCache _cache = new(time);

    public RemoteWriteLimits Limits { get; } = limits ?? new RemoteWriteLimits();

    /// <param name="body">The body as sent: Snappy's block format.</param>
    public async Task<RemoteWriteAnswer> ReceiveAsync(
        ReadOnlyMemory<byte> body, RemoteWriteProtocol protocol, CancellationToken cancellation)
    {
        _cache.TurnIfOld();
        byte[]? buffer = null;
        try
        {
            var length = SnappyBlock.DecodedLength(body.Span, out var elements);
            if (length > Limits.MaxDecodedBytes)
                return Refused(413, $"{length} bytes decompressed are more than {Limits.MaxDecodedBytes}");
            buffer = ArrayPool<byte>.Shared.Rent(length);
            SnappyBlock.Decode(elements, buffer.AsSpan(0, length));
            return await StoreAsync(buffer, length, protocol, cancellation);
        }
        catch (FormatException e)
        {
            return Refused(400, e.Message);
        }
        catch (StoreException e)
        {
            return Refused(503, e.Message);
        }
        finally
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<RemoteWriteAnswer> StoreAsync(
        byte[] message, int length, RemoteWriteProtocol protocol, CancellationToken cancellation)
    {
        using var batch = sink.Begin();
        var target = new RequestTarget(batch);
        if (protocol == RemoteWriteProtocol.Version1)
            new Version1Decoder(_cache).Decode(message.AsSpan(0, length), target);
        else
            new Version2Decoder(_cache).Decode(message, length, target);
        // The sender forgets what was answered with success.
        await batch.CommitAsync(Durability.Synced, also: null, cancellation);
        var refusals = target.Refusals;
        return new RemoteWriteAnswer(
            refusals.Count == 0 ? 204 : 400,
            refusals.Count == 0 ? "" : refusals.Describe(target.Samples + target.Histograms),
            target.Samples, target.Histograms, target.Exemplars);
    }

    private static RemoteWriteAnswer Refused(int status, string message) => new(status, message, 0, 0, 0);
}
