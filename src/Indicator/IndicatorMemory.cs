using System.Threading.Channels;
using Hotaru.Model;

namespace Hotaru.Indicator;

/// <summary>
/// Keeps the record in the store without making alerts wait for the disk: a queue of one, where a newer
/// record takes the place of one that still waits.
/// </summary>
internal sealed class IndicatorMemory : IAsyncDisposable
{
    private const string Table = "indicator";
    private static readonly byte[] Key = "panel"u8.ToArray();

    private readonly IStore _store;
    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _saving;
    private byte[] _last = [];

    public IndicatorMemory(IStore store)
    {
        _store = store;
        _saving = SaveAsync();
    }

    /// <summary>Why the record could not be kept; empty while it could.</summary>
    public string Problem { get; private set; } = "";

    public IndicatorRecord? Load()
    {
        try
        {
            return _store.Get(Table, Key) is { } bytes ? IndicatorRecord.Parse(bytes) : null;
        }
        catch (StoreException e)
        {
            Problem = Told(e);
            return null;
        }
    }

    /// <summary>Hands a record over where it is another than the last one.</summary>
    public void Keep(IndicatorRecord record)
    {
        var bytes = record.ToBytes();
        if (bytes.AsSpan().SequenceEqual(_last)) return;
        _last = bytes;
        _waiting.Writer.TryWrite(bytes);
    }

    /// <summary>
    /// Writes the newest record to disk before it returns; a failure is told by <see cref="Problem"/>.
    /// </summary>
    public Task SyncAsync(CancellationToken cancellation) =>
        CommitAsync(_last, Durability.Synced, cancellation);

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _saving.ConfigureAwait(false);
    }

    private async Task SaveAsync()
    {
        await foreach (var bytes in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
            await CommitAsync(bytes, Durability.Journaled, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task CommitAsync(byte[] bytes, Durability durability, CancellationToken cancellation)
    {
        try
        {
            await _store.CommitAsync(new StoreBatch().Put(Table, Key, bytes), durability, cancellation)
                .ConfigureAwait(false);
            Problem = "";
        }
        catch (StoreException e)
        {
            Problem = Told(e);
        }
    }

    private static string Told(StoreException e) =>
        $"what was acknowledged is not kept over a restart: {e.Message}";
}
