using System.Text;
using System.Text.Json;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Notifier;

/// <summary>
/// The notifier's one way to the disk. Batches are committed in the order in which they are handed over;
/// those that wait together are committed together. While the disk refuses, they are kept in memory and tried
/// again, and the notifier goes on: an alert must not wait for a full disk.
/// </summary>
internal sealed partial class NotifierJournal(IStore store, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>How long it waits before it tries a refused batch again.</summary>
    internal static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Changes kept in memory while the disk refuses; beyond that only memory knows.</summary>
    private const int MaxWaiting = 200_000;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private StoreBatch _waiting = new();
    private TaskCompletionSource _waitingDone = NewSource();
    private Durability _waitingDurability = Durability.Journaled;
    private ITimer? _retry;
    private volatile Task _drain = Task.CompletedTask;
    private bool _isDraining;
    private long _committingSince;

    /// <summary>Why the last commit failed, or empty.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>How long the commit that is under way has been so; null while there is none.</summary>
    public TimeSpan? WaitedFor =>
        Interlocked.Read(ref _committingSince) is var since and not 0 ? time.GetElapsedTime(since) : null;

    public static byte[] Key(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Everything in a table; an entry that cannot be read is logged and left alone.</summary>
    public IEnumerable<T> Load<T>(
        string table, Func<JsonElement, T> read, KeyRange? range = null, bool reverse = false)
        where T : class
    {
        foreach (var (key, value) in store.Scan(table, range ?? KeyRange.All, reverse))
        {
            T? entry = null;
            try
            {
                using var document = JsonDocument.Parse(value);
                entry = read(document.RootElement);
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException
                or KeyNotFoundException)
            {
                LogUnreadable(logger, table, Encoding.UTF8.GetString(key), e);
            }

            if (entry is not null) yield return entry;
        }
    }

    public byte[]? Get(string table, string key) => store.Get(table, Key(key));

    public IEnumerable<KeyValuePair<byte[], byte[]>> Scan(string table, KeyRange range, bool reverse) =>
        store.Scan(table, range, reverse);

    public void Write(StoreBatch batch) => _ = WriteAsync(batch, Durability.Journaled);

    /// <summary>Completes when the batch is stored, or was refused once and is being tried again.</summary>
    public Task WriteAsync(StoreBatch batch, Durability durability)
    {
        if (batch.Changes.Count == 0) return Task.CompletedTask;
        Task done;
        bool start;
        lock (_lock)
        {
            if (_waiting.Changes.Count < MaxWaiting) _waiting.Append(batch);
            if (durability == Durability.Synced) _waitingDurability = durability;
            done = _waitingDone.Task;
            start = !_isDraining && _retry is null;
            if (start) _isDraining = true;
        }

        if (start) _drain = DrainAsync();
        return done;
    }

    /// <summary>
    /// Completes when what was handed over is stored or refused; for a clean stop and for tests.
    /// </summary>
    public Task FlushAsync() => _drain;

    public void Dispose()
    {
        _stopping.Cancel();
        lock (_lock) _retry?.Dispose();
        _stopping.Dispose();
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task DrainAsync()
    {
        while (true)
        {
            StoreBatch batch;
            TaskCompletionSource done;
            Durability durability;
            lock (_lock)
            {
                if (_waiting.Changes.Count == 0)
                {
                    _isDraining = false;
                    return;
                }

                (batch, done, durability) = (_waiting, _waitingDone, _waitingDurability);
                (_waiting, _waitingDone, _waitingDurability) =
                    (new StoreBatch(), NewSource(), Durability.Journaled);
            }

            var stored = await TryCommitAsync(batch, durability).ConfigureAwait(false);
            done.SetResult();
            if (stored) continue;
            KeepForLater(batch);
            return;
        }
    }

    private async Task<bool> TryCommitAsync(StoreBatch batch, Durability durability)
    {
        // Never 0, which stands for none.
        Interlocked.Exchange(ref _committingSince, time.GetTimestamp() | 1);
        try
        {
            await store.CommitAsync(batch, durability, _stopping.Token).ConfigureAwait(false);
            Failure = "";
            return true;
        }
        catch (Exception e)
        {
            // Whatever it is: who waits must hear of it, and the next try may succeed.
            Failure = e.Message;
            if (!_stopping.IsCancellationRequested) LogRefused(logger, batch.Changes.Count, e);
            return false;
        }
        finally
        {
            Interlocked.Exchange(ref _committingSince, 0);
        }
    }

    private void KeepForLater(StoreBatch batch)
    {
        lock (_lock)
        {
            _waiting = batch.Append(_waiting);
            _waitingDurability = Durability.Synced;
            _isDraining = false;
            if (_stopping.IsCancellationRequested) return;
            // Whoever waits from now on has been answered by the failure already known.
            _waitingDone.SetResult();
            _waitingDone = NewSource();
            _waitingDone.SetResult();
            _retry = time.CreateTimer(_ => Retry(), null, RetryAfter, Timeout.InfiniteTimeSpan);
        }
    }

    private void Retry()
    {
        lock (_lock)
        {
            _retry?.Dispose();
            _retry = null;
            _waitingDone = NewSource();
            _isDraining = true;
        }

        _drain = DrainAsync();
    }
}
