using System.Diagnostics.CodeAnalysis;
using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// What waits to be sent to one target, in the order of the commits. Each part is a row in the store from the
/// moment its samples are committed until the target has it; the newest parts are in memory as well. Any
/// thread puts, one takes.
/// </summary>
[SuppressMessage(
    "Design", "CA1001",
    Justification = "It holds nothing while nobody asks for its wait handle; commits may still come in.")]
internal sealed class RemoteWriteQueue
{
    private const long MaxMemoryBytes = 16 << 20;
    private readonly Lock _lock = new();
    private readonly IStore _store;
    private readonly QueueKeys _keys;
    private readonly long _maxBytes;
    private readonly Dictionary<ulong, QueuedPart> _memory = [];
    private readonly HashSet<ulong> _void = [];
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly ulong _recovered;
    private ulong _next;
    private ulong _last;
    private long _memoryBytes;
    private long _bytes;
    private long _samples;

    /// <exception cref="StoreException">The queue cannot be read.</exception>
    public RemoteWriteQueue(IStore store, string name, long maxBytes)
    {
        (_store, _keys, _maxBytes) = (store, new QueueKeys(name), maxBytes);
        foreach (var (key, row) in store.Scan(QueueKeys.Table, _keys.All))
        {
            _last = QueueKeys.Sequence(key);
            if (_next == 0) _next = _last;
            var part = QueuedPart.FromRow(row);
            (_bytes, _samples) = (_bytes + part.Fields.Length, _samples + part.Samples);
        }

        if (_next == 0) (_next, _last) = (1, 0);
        _recovered = _last;
    }

    /// <summary>Samples that were not queued because the queue was full.</summary>
    public long Dropped { get; private set; }

    /// <summary>Bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock) return _bytes;
        }
    }

    /// <summary>Samples that wait.</summary>
    public long Samples
    {
        get
        {
            lock (_lock) return _samples;
        }
    }

    /// <summary>Adds the row to what is committed with the samples; 0 where the queue is full.</summary>
    public ulong Stage(in QueuedPart part, StoreBatch with)
    {
        ulong sequence;
        lock (_lock)
        {
            if (_bytes + part.Fields.Length > _maxBytes)
            {
                Dropped += part.Samples;
                return 0;
            }

            sequence = ++_last;
            (_bytes, _samples) = (_bytes + part.Fields.Length, _samples + part.Samples);
        }

        // The sender reads its rows from the table.
        with.IsReadWhileRunning = true;
        with.Put(QueueKeys.Table, _keys.Key(sequence), part.ToRow());
        return sequence;
    }

    /// <summary>The commit is through.</summary>
    public void Ready(ulong sequence, in QueuedPart part)
    {
        if (sequence == 0) return;
        lock (_lock)
        {
            if (_memoryBytes + part.Fields.Length <= MaxMemoryBytes)
            {
                _memory[sequence] = part;
                _memoryBytes += part.Fields.Length;
            }

            if (_arrived.CurrentCount == 0) _arrived.Release();
        }
    }

    /// <summary>The commit failed: there is no such row.</summary>
    public void Void(ulong sequence, in QueuedPart part)
    {
        if (sequence == 0) return;
        lock (_lock)
        {
            _void.Add(sequence);
            (_bytes, _samples) = (_bytes - part.Fields.Length, _samples - part.Samples);
        }
    }

    /// <summary>The next part; false where nothing is there yet.</summary>
    public bool TryTake(out QueuedPart part)
    {
        while (true)
        {
            ulong sequence;
            lock (_lock)
            {
                part = default;
                if (_next > _last) return false;
                sequence = _next;
                if (_void.Remove(sequence))
                {
                    _next++;
                    continue;
                }

                if (_memory.Remove(sequence, out part))
                {
                    _next++;
                    _memoryBytes -= part.Fields.Length;
                    return true;
                }
            }

            if (_store.Get(QueueKeys.Table, _keys.Key(sequence)) is { } row)
            {
                lock (_lock) _next++;
                part = QueuedPart.FromRow(row);
                return true;
            }

            // A gap that was there before this run is one for ever; another is a commit that is on its way.
            if (sequence > _recovered) return false;
            lock (_lock) _next++;
        }
    }

    /// <summary>Waits until something comes, or the time is over.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation) =>
        _arrived.WaitAsync(atMost, cancellation);

    /// <summary>The target has all that was taken so far.</summary>
    /// <exception cref="StoreException">The rows are still there and will be sent again after a
    /// restart.</exception>
    public async Task ForgetAsync(long samples, long bytes, CancellationToken cancellation)
    {
        ulong done;
        lock (_lock)
        {
            done = _next - 1;
            (_bytes, _samples) = (_bytes - bytes, _samples - samples);
        }

        var batch = new StoreBatch().DeleteRange(QueueKeys.Table, _keys.Until(done));
        await _store.CommitAsync(batch, Durability.Synced, cancellation);
    }
}
