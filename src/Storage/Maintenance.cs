using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Retention;
using Microsoft.Extensions.Logging;

namespace Hotaru.Storage;

/// <summary>
/// The store's background work in one loop: journal, seal, set damaged blobs aside, keep retention.
/// </summary>
internal sealed partial class Maintenance(
    StorageModel model, IStore store, TimeProvider time, ILogger logger, SeriesIndex index, BlockList blocks,
    JournalWriter journal, HeadAppender head, Sealer sealer, RetentionRun retention, SeriesGarbage garbage,
    SeriesDeletion deletion,
    DamageReport damage, StorageMetrics metrics)
    : IAsyncDisposable
{
    /// <summary>
    /// How often the loop looks whether there is something to do: each look wakes an idle processor.
    /// </summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <summary>What failed is not tried more often than this.</summary>
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetentionBeat = TimeSpan.FromMinutes(1);

    /// <summary>
    /// With more samples than this in memory, late ones are sealed without waiting for the next block.
    /// </summary>
    private const long SamplesInMemory = 4_000_000;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly StorageHealth _health = new(time);
    private readonly TrustedClock _clock = new(time);
    private readonly long _blockMs = (long)model.BlockDuration.TotalMilliseconds;
    // The work itself may be to make the whole file anew, on a slow card.
    private readonly LoopPulse _pulse = new(time, TimeSpan.FromMinutes(30));
    private Task _loop = Task.CompletedTask;
    private long _sealedBelowMs = long.MinValue;
    private long _retainedAt = time.GetTimestamp();
    private long _journaledAt = time.GetTimestamp();

    public PartHealth Health => _health.Of(damage.Count, journal.Failure);

    public string? Hanging => _pulse.Overdue is { } overdue
        ? $"storage: its upkeep stands still, {overdue.TotalMinutes:0} minutes overdue"
        : null;

    /// <summary>How long ago everything in memory was last on disk.</summary>
    public TimeSpan JournalLag => time.GetElapsedTime(Interlocked.Read(ref _journaledAt));

    public void Start() => _loop = Task.Run(RunAsync);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        await TryAsync("journal", journal.CloseAsync, CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
        _gate.Dispose();
    }

    public async Task CompactAsync(CancellationToken cancellation)
    {
        await SealAsync(long.MaxValue, cancellation).ConfigureAwait(false);
        if (store is IStoreUpkeep upkeep) await upkeep.CompactAsync(cancellation).ConfigureAwait(false);
    }

    public async Task DeleteAsync(
        IReadOnlyList<HeadSeries> found, long minMs, long maxMs, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            head.Sealed(await deletion.DeleteAsync(found, minMs, maxMs, cancellation).ConfigureAwait(false));
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task CleanTombstonesAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await deletion.CleanAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Drops what is too old or too much, and series that have nothing left.</summary>
    /// <param name="nowMs">Null while the clock is not trusted.</param>
    public async Task RetainAsync(long? nowMs, CancellationToken cancellation)
    {
        _retainedAt = time.GetTimestamp();
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var gone = await retention.RunAsync(nowMs, cancellation).ConfigureAwait(false);
            if (gone == 0) return;
            var series = await garbage.CollectAsync(cancellation).ConfigureAwait(false);
            metrics.SeriesRemoved(series);
            LogDropped(gone, series);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Samples that nobody waits for are on disk when they are due.</summary>
    private TimeSpan UntilNextLook
    {
        get
        {
            var left = model.JournalInterval - JournalLag;
            return left >= Beat ? Beat : left <= ShortestBeat ? ShortestBeat : left;
        }
    }

    private async Task RunAsync()
    {
        var cancellation = _stopping.Token;
        try
        {
            while (true)
            {
                _pulse.Beat(Beat);
                await Task.Delay(UntilNextLook, time, cancellation).ConfigureAwait(false);
                await TryAsync("seal", SealDueAsync, cancellation).ConfigureAwait(false);
                if (JournalLag >= model.JournalInterval)
                    await TryAsync("journal", JournalAsync, cancellation).ConfigureAwait(false);
                await TryAsync("set aside", SetAsideAsync, cancellation).ConfigureAwait(false);
                if (time.GetElapsedTime(_retainedAt) >= RetentionBeat)
                    await TryAsync("keep retention", c => RetainAsync(_clock.NowMs, c),
                        cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: what is in memory is journaled by the one who stops.
        }
        finally
        {
            _pulse.Rest();
        }
    }

    private async Task JournalAsync(CancellationToken cancellation)
    {
        var before = time.GetTimestamp();
        await journal.FlushAsync(cancellation).ConfigureAwait(false);
        Interlocked.Exchange(ref _journaledAt, before);
    }

    /// <summary>
    /// A block is sealed when time has passed its end by an eighth of its length: what comes later makes a
    /// further generation.
    /// </summary>
    private async Task SealDueAsync(CancellationToken cancellation)
    {
        var newest = Math.Min(head.LatestMs, time.GetUtcNow().ToUnixTimeMilliseconds());
        if (newest < _blockMs || head.Samples == 0) return;
        var belowMs = (newest - _blockMs / 8) / _blockMs * _blockMs;
        if (belowMs <= _sealedBelowMs && head.Samples < SamplesInMemory) return;
        await SealAsync(belowMs, cancellation).ConfigureAwait(false);
        _sealedBelowMs = belowMs;
    }

    private async Task SealAsync(long belowMs, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var begun = time.GetTimestamp();
            var samples = await sealer.SealAsync(belowMs, cancellation).ConfigureAwait(false);
            head.Sealed(samples);
            if (samples == 0) return;
            metrics.Compacted(time.GetElapsedTime(begun));
            LogSealed(samples, blocks.All.Length, index.Count);
        }
        catch (StoreException)
        {
            metrics.CompactionFailed();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Moves damaged blobs out of the way, so that each is met and told once.</summary>
    private async Task SetAsideAsync(CancellationToken cancellation)
    {
        while (damage.TryTake(out var found))
        {
            LogDamaged(found!.ToString());
            byte[] key = [.. System.Text.Encoding.UTF8.GetBytes(found.Table), 0, .. found.Key];
            var batch = new StoreBatch().Put(DamageReport.Table, key, found.Value);
            if (found.Table != JournalRing.Table) batch.Delete(found.Table, found.Key);
            await store.CommitAsync(batch, Durability.Synced, cancellation).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(
        string what, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        try
        {
            await work(cancellation).ConfigureAwait(false);
            _health.Succeeded(what);
        }
        catch (StoreException e)
        {
            if (_health.Failed(what, e.Message)) LogFailed(what, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (_health.Failed(what, e.Message)) LogBroken(what, e);
        }
    }
}
