using System.Collections.Concurrent;
using Hotaru.Model;

namespace Hotaru.Storage.LiteDb;

/// <summary>
/// The one thread that writes, since LiteDB's transactions belong to threads. Batches that wait together
/// become one transaction and share its sync. Where a transaction of several fails, each is tried alone.
/// </summary>
internal sealed class LiteDbWriter : IDisposable
{
    private const int BatchesAtOnce = 256;

    /// <summary>With more than this in LiteDB's log it is brought into the database.</summary>
    private const long LogBytes = 8 << 20;

    private readonly LiteDbDatabase _database;
    private readonly Thread _thread;

    // When it is full, the committing threads wait.
    private readonly BlockingCollection<LiteDbRequest> _waiting = new(1024);
    private readonly List<WeakReference<LiteDbScan>> _scans = [];

    // Whoever begins a scan and whoever commits: a scan that began is known before the next commit.
    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _oneCopy = new(1);
    private volatile bool _isCopying;
    private long _checkpointAt = LogBytes;

    public LiteDbWriter(LiteDbDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { Name = "hotaru-store", IsBackground = true };
        _thread.Start();
    }

    public IEnumerable<KeyValuePair<byte[], byte[]>> Begin(LiteDbScan scan)
    {
        lock (_turn)
        {
            scan.ReadPart();
            _scans.RemoveAll(s => !s.TryGetTarget(out var open) || open.IsAtEnd);
            if (!scan.IsAtEnd) _scans.Add(new WeakReference<LiteDbScan>(scan));
            return scan;
        }
    }

    public Task CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellation) =>
        batch.Changes.Count == 0
            ? Task.CompletedTask
            : EnqueueAsync(new LiteDbRequest(batch, null, durability, cancellation), cancellation);

    /// <summary>Does something on the writer's thread, between transactions.</summary>
    public Task DoAsync(Action work, CancellationToken cancellation) =>
        EnqueueAsync(new LiteDbRequest(null, work, Durability.Synced, cancellation), cancellation);

    /// <summary>
    /// Does something with the database file while commits go on: they change LiteDB's log only, and that
    /// stays a log until the work is done.
    /// </summary>
    public async Task WithFileAsync(Action work, CancellationToken cancellation)
    {
        await _oneCopy.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await DoAsync(BeginCopy, cancellation).ConfigureAwait(false);
            await Task.Run(work, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _isCopying = false;
            _oneCopy.Release();
        }
    }

    /// <summary>Whether the database file is being copied. For the writer's thread.</summary>
    public bool IsCopying => _isCopying;

    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _oneCopy.Dispose();
    }

    private void BeginCopy()
    {
        _database.Checkpoint();
        _isCopying = true;
    }

    private Task EnqueueAsync(LiteDbRequest request, CancellationToken cancellation)
    {
        try
        {
            _waiting.Add(request, cancellation);
            return request.Done;
        }
        catch (InvalidOperationException)
        {
            return Task.FromException(new StoreException($"{_database.File.FilePath} is closed."));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled(cancellation);
        }
    }

    private void Run()
    {
        var group = new List<LiteDbRequest>(BatchesAtOnce);
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            group.Clear();
            var next = request;
            do
            {
                if (next.IsCancelled) continue;
                if (next.Batch is null) next.Try(_ => { });
                else group.Add(next);
            }
            while (group.Count < BatchesAtOnce && _waiting.TryTake(out next!));

            if (group.Count == 1) group[0].Try(r => Write([r]));
            else if (group.Count > 1) WriteAll(group);
            CheckpointIfDue();
        }
    }

    private void WriteAll(List<LiteDbRequest> group)
    {
        try
        {
            Write(group);
            foreach (var request in group) request.Succeed();
        }
        catch (StoreException)
        {
            foreach (var request in group) request.Try(r => Write([r]));
        }
    }

    private void Write(IReadOnlyList<LiteDbRequest> group)
    {
        lock (_turn)
        {
            foreach (var reference in _scans)
            {
                if (!reference.TryGetTarget(out var scan)) continue;
                foreach (var request in group) scan.Settle(request.Batch!.Changes);
            }

            _database.Commit(group.Select(r => r.Batch!));
        }

        if (group.Any(r => r.IsSynced)) _database.Sync();
    }

    private void CheckpointIfDue()
    {
        if (IsCopying || _database.File.LogBytes < _checkpointAt) return;
        try
        {
            _database.Checkpoint();
            _checkpointAt = LogBytes;
        }
        catch (StoreException)
        {
            // The log has all that was confirmed; it is tried again when it has grown.
            _checkpointAt = _database.File.LogBytes + LogBytes;
        }
    }
}
