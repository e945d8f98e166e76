using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Head;
using Hotaru.Storage.Index;
using Hotaru.Storage.Journal;
using Hotaru.Storage.Querying;
using Hotaru.Storage.Retention;
using Hotaru.Storage.Rollups;
using Microsoft.Extensions.Logging;

namespace Hotaru.Storage;

/// <summary>
/// The time series database: samples enter through <see cref="Begin"/>, are journaled, sealed into blocks and
/// dropped by retention, all through one <see cref="IStore"/>, which the caller owns and disposes after this.
/// Thread-safe. Disposing journals what is in memory.
/// </summary>
public sealed partial class TimeSeriesStore
    : ISampleSink, ISeriesSource, ISeriesCatalog, IHealthSource, IProgressSource, IAsyncDisposable
{
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly SeriesIndex _index = new();
    private readonly MetadataTable _metadata = new();
    private readonly TombstoneTable _tombstones = new();
    private readonly DamageReport _damage = new();
    private readonly DirtyList _dirty = new();
    private readonly StorageMetrics _metrics = new();
    private readonly WorkTimer _writing;
    private readonly ExemplarRing _exemplars;
    private readonly AppendRules _rules;
    private readonly JournalWriter _journal;
    private readonly HeadAppender _head;
    private readonly BlockSet _raw;
    private readonly RollupLevel[] _levels;
    private readonly SeriesCatalog _catalog;
    private readonly Maintenance _maintenance;

    private TimeSeriesStore(IStore store, StorageModel model, TimeProvider time, ILogger logger)
    {
        (_store, _time, _writing) = (store, time, new WorkTimer(time));
        _exemplars = new ExemplarRing(model.MaxExemplars);
        _rules = new AppendRules(model);
        _journal = new JournalWriter(
            store, (store as IEntryLogOwner)?.EntryLog, _index, _metadata, _dirty, _rules, _writing);
        _head = new HeadAppender(
            model, _rules, store, _index, _metadata, _journal, _dirty, _exemplars, _metrics);
        _raw = new BlockSet(store, "blocks", "directory", model.RowCacheBytes, _damage);
        _levels = RollupLevels.Of(store, model, _damage);
        _catalog = new SeriesCatalog(_index, _metadata, _exemplars);
        var sealer = new Sealer(
            store, _index, _raw, _journal, (long)model.BlockDuration.TotalMilliseconds);
        var retention = new RetentionRun(model, store, _raw, _levels, new RollupWriter(store, _tombstones));
        var garbage = new SeriesGarbage(store, _index, AllSets, _tombstones, _damage);
        var deletion = new SeriesDeletion(store, AllSets, _tombstones, _journal, garbage);
        _maintenance = new Maintenance(
            model, store, time, logger, _index, _raw.Blocks, _journal, _head, sealer, retention, garbage,
            deletion, _damage, _metrics);
    }

    /// <summary>Reads what the store has and begins the background work.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<TimeSeriesStore> OpenAsync(
        IStore store, StorageModel model, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        var opened = new TimeSeriesStore(store, model, time, logger);
        var begun = time.GetTimestamp();
        try
        {
            var changes = await Task.Run(opened.Replay, cancellation).ConfigureAwait(false);
            if (changes.Changes.Count > 0)
                await store.CommitAsync(changes, Durability.Synced, cancellation).ConfigureAwait(false);
        }
        catch
        {
            opened._journal.Dispose();
            opened._metrics.Dispose();
            opened._index.Dispose();
            throw;
        }

        opened.Observe(model, time.GetElapsedTime(begun));
        opened._maintenance.Start();
        return opened;
    }

    public PartHealth Health => _maintenance.Health;

    public string? Hanging => _maintenance.Hanging;

    /// <summary>Why samples cannot be brought to the disk at the moment; empty where they can.</summary>
    public string Trouble => _journal.Failure;

    /// <summary>How much older than its series' newest a sample may be from now on; 0: not at all.</summary>
    public TimeSpan OutOfOrderWindow
    {
        get => TimeSpan.FromMilliseconds(_rules.WindowMs);
        set => _rules.WindowMs = (long)value.TotalMilliseconds;
    }

    public IReadOnlyDictionary<string, MetricMetadata> Metadata => _catalog.Metadata;

    /// <summary>Series in memory.</summary>
    public int SeriesCount => _index.Count;

    /// <summary>Samples in memory that are not in a block yet.</summary>
    public long HeadSamples => _head.Samples;

    /// <summary>The oldest and the newest sample; null where there is none.</summary>
    public (long MinTimeMs, long MaxTimeMs)? TimeRange
    {
        get
        {
            var min = AllSets.SelectMany(s => s.Blocks.All).Select(g => g.MinTimeMs)
                .DefaultIfEmpty(long.MaxValue).Min();
            if (_head.Samples > 0) min = Math.Min(min, HeadMinTimeMs());
            return min == long.MaxValue ? null : (min, _head.LatestMs);
        }
    }

    public ISampleBatch Begin() => new HeadBatch(_head, _time.GetUtcNow().ToUnixTimeMilliseconds());

    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation)
    {
        var found = _index.Select(selection.Matchers);
        var views = new List<(HeadSeries Series, HeadView View)>(found.Count);
        foreach (var series in found)
        {
            lock (series)
            {
                if (series.MinTimeMs <= selection.MaxTimeMs && series.MaxTimeMs >= selection.MinTimeMs)
                    views.Add((series, series.View_NeedsLock()));
            }
        }

        // Memory first, then blocks, then rollups: what moves on in between is met twice, and never missed.
        cancellation.ThrowIfCancellationRequested();
        var generations = _raw.In(selection.MinTimeMs, selection.MaxTimeMs);
        RollupSelection[] rollups =
        [
            .. _levels.Reverse().Select(l => new RollupSelection(l, selection)).Where(r => !r.IsEmpty),
        ];
        var context = new SelectionContext(generations, _raw.Rows, _tombstones, rollups);
        views.Sort(static (a, b) => a.Series.Labels.CompareTo(b.Series.Labels));
        var selected = new SelectedSeries[views.Count];
        for (var i = 0; i < selected.Length; i++)
            selected[i] = new SelectedSeries(views[i].Series, views[i].View, context);
        return new SeriesSet(selected, context);
    }

    public IReadOnlyList<Labels> Series(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs, int limit) =>
        _catalog.Series(sets, minTimeMs, maxTimeMs, limit);

    public IReadOnlyList<string> LabelNames(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        _catalog.LabelNames(sets, minTimeMs, maxTimeMs);

    public IReadOnlyList<string> LabelValues(
        string name, IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        _catalog.LabelValues(name, sets, minTimeMs, maxTimeMs);

    public IReadOnlyList<(Labels Series, IReadOnlyList<Exemplar> Exemplars)> Exemplars(
        IReadOnlyList<IReadOnlyList<Matcher>> sets, long minTimeMs, long maxTimeMs) =>
        _catalog.Exemplars(sets, minTimeMs, maxTimeMs);

    public async ValueTask DisposeAsync()
    {
        await _maintenance.DisposeAsync().ConfigureAwait(false);
        _journal.Dispose();
        _metrics.Dispose();
        _index.Dispose();
    }

    private IReadOnlyList<BlockSet> AllSets => [_raw, .. _levels.SelectMany(l => l.Sets)];

    private StoreBatch Replay()
    {
        var replay = new StorageReplay(_store, _index, _metadata, AllSets, _tombstones, _damage);
        replay.Run(_journal);
        _head.Sealed(-replay.Samples);
        _head.Advance(replay.LatestMs);
        return replay.Changes;
    }

    /// <summary>Ages data as the background work does, at a time that a test chooses.</summary>
    internal Task RetainAsync(long nowMs, CancellationToken cancellation) =>
        _maintenance.RetainAsync(nowMs, cancellation);

    private long HeadMinTimeMs()
    {
        var least = long.MaxValue;
        foreach (var series in _index.All())
        {
            lock (series)
            {
                if (series.HasHead_NeedsLock) least = Math.Min(least, series.Peek_NeedsLock().MinTimeMs);
            }
        }

        return least;
    }

    private void Observe(StorageModel model, TimeSpan replay)
    {
        _metrics.Observe("prometheus_tsdb_data_replay_duration_seconds", () => replay.TotalSeconds);
        _metrics.ObserveTotal("prometheus_tsdb_wal_corruptions_total", () => _damage.InJournal);
        _metrics.ObserveTotal("prometheus_tsdb_wal_writes_failed_total", () => _journal.Failures);
        _metrics.Observe("prometheus_tsdb_exemplar_max_exemplars", () => model.MaxExemplars);
        _metrics.Observe("prometheus_tsdb_exemplar_exemplars_in_storage", () => _exemplars.Count);
        _metrics.ObserveTotal("prometheus_tsdb_exemplar_exemplars_appended_total", () => _exemplars.Appended);
        _metrics.Observe("prometheus_tsdb_head_series", () => _index.Count);
        _metrics.Observe("prometheus_tsdb_head_max_time", () => Math.Max(0, _head.LatestMs));
        _metrics.Observe("prometheus_tsdb_head_min_time", () => _head.Samples > 0 ? HeadMinTimeMs() : 0);
        _metrics.Observe("prometheus_tsdb_head_max_time_seconds", () => Math.Max(0, _head.LatestMs) / 1000.0);
        _metrics.Observe(
            "prometheus_tsdb_head_min_time_seconds", () => _head.Samples > 0 ? HeadMinTimeMs() / 1000.0 : 0);
        _metrics.Observe(
            "prometheus_tsdb_lowest_timestamp_seconds", () => (TimeRange?.MinTimeMs ?? 0) / 1000.0);
        _metrics.Observe("prometheus_tsdb_lowest_timestamp", () => TimeRange?.MinTimeMs ?? 0);
        _metrics.Observe("prometheus_tsdb_blocks_loaded", () => _raw.Blocks.All.Length);
        _metrics.Observe("prometheus_tsdb_storage_blocks_bytes", () => _raw.Blocks.All.Sum(b => b.Bytes));
        _metrics.Observe("prometheus_tsdb_retention_limit_bytes", () => model.RetentionSize);
        _metrics.Observe("prometheus_tsdb_retention_limit_seconds", () => model.RetentionRaw.TotalSeconds);
        _metrics.ObserveTotal("hotaru_storage_journal_entries_total", () => _journal.Entries);
        if (_store is IStoreUpkeep upkeep)
            _metrics.ObserveTotal("hotaru_storage_written_bytes_total", () => upkeep.WrittenBytes);
        _metrics.Observe("hotaru_storage_head_samples", () => _head.Samples);
        _metrics.Observe("hotaru_storage_journal_lag_seconds", () => _maintenance.JournalLag.TotalSeconds);
        _metrics.Observe("hotaru_storage_damaged_blobs", () => _damage.Count);
    }
}
