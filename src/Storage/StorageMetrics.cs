using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>
/// The store's own metrics; prometheus_tsdb_* where Prometheus has them. Meter "Hotaru.Storage".
/// </summary>
internal sealed class StorageMetrics : IDisposable
{
    public const string MeterName = "Hotaru.Storage";

    /// <summary>Prometheus's own bounds, in seconds.</summary>
    private static readonly double[] CompactionBounds =
        [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

    private readonly Histogram<double> _compactionSeconds;
    private readonly Meter _meter = new(MeterName);
    private readonly Total _appended = new();
    private readonly Total _outOfOrder = new();
    private readonly Total _outOfBounds = new();
    private readonly Total _created = new();
    private readonly Total _removed = new();
    private readonly Total _compactions = new();
    private readonly Total _compactionsFailed = new();

    public StorageMetrics()
    {
        const string Duration = "prometheus_tsdb_compaction_duration_seconds";
        _compactionSeconds = _meter.CreateHistogram(
            Duration, null, StorageHelp.Of(Duration), null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = CompactionBounds });
        // Observed and not counted, so that they are there, as 0, before the first time.
        ObserveTotal("prometheus_tsdb_head_samples_appended_total", () => _appended.Value);
        ObserveTotal("prometheus_tsdb_out_of_order_samples_total", () => _outOfOrder.Value);
        ObserveTotal("prometheus_tsdb_out_of_bound_samples_total", () => _outOfBounds.Value);
        ObserveTotal("prometheus_tsdb_head_series_created_total", () => _created.Value);
        ObserveTotal("prometheus_tsdb_head_series_removed_total", () => _removed.Value);
        ObserveTotal("prometheus_tsdb_compactions_total", () => _compactions.Value);
        ObserveTotal("prometheus_tsdb_compactions_failed_total", () => _compactionsFailed.Value);
    }

    /// <summary>Figures that are read when somebody asks.</summary>
    public void Observe(string name, Func<double> value) => _meter.CreateObservableGauge(
        name, value, null, StorageHelp.Of(name));

    /// <summary>Totals that are counted elsewhere.</summary>
    public void ObserveTotal(string name, Func<long> value) => _meter.CreateObservableCounter(
        name, value, null, StorageHelp.Of(name));

    public void Appended(int accepted, int refused)
    {
        if (accepted > 0) _appended.Add(accepted);
        if (refused > 0) _outOfOrder.Add(refused);
    }

    public void Refuse(AppendOutcome outcome)
    {
        if (outcome == AppendOutcome.OutOfOrder) _outOfOrder.Add(1);
        if (outcome == AppendOutcome.OutOfBounds) _outOfBounds.Add(1);
    }

    public void SeriesCreated() => _created.Add(1);

    public void SeriesRemoved(int count) => _removed.Add(count);

    public void Compacted(TimeSpan took)
    {
        _compactions.Add(1);
        _compactionSeconds.Record(took.TotalSeconds);
    }

    public void CompactionFailed() => _compactionsFailed.Add(1);

    public void Dispose() => _meter.Dispose();

    private sealed class Total
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Add(long count) => Interlocked.Add(ref _value, count);
    }
}
