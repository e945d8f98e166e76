using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Storage;

/// <summary>
/// The store's own metrics; prometheus_tsdb_* where Prometheus has them. Meter "Hotaru.Storage".
/// </summary>
internal sealed class StorageMetrics : IDisposable
{
    public const string MeterName = "Hotaru.Storage";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _appended;
    private readonly Counter<long> _outOfOrder;
    private readonly Counter<long> _outOfBounds;
    private readonly Counter<long> _created;
    private readonly Counter<long> _removed;
    private readonly Counter<long> _compactions;
    private readonly Counter<long> _compactionsFailed;

    public StorageMetrics()
    {
        _appended = Counter("prometheus_tsdb_head_samples_appended_total");
        _outOfOrder = Counter("prometheus_tsdb_out_of_order_samples_total");
        _outOfBounds = Counter("prometheus_tsdb_out_of_bound_samples_total");
        _created = Counter("prometheus_tsdb_head_series_created_total");
        _removed = Counter("prometheus_tsdb_head_series_removed_total");
        _compactions = Counter("prometheus_tsdb_compactions_total");
        _compactionsFailed = Counter("prometheus_tsdb_compactions_failed_total");
    }

    /// <summary>Figures that are read when somebody asks.</summary>
    public void Observe(string name, Func<double> value) => _meter.CreateObservableGauge(
        name, value, null, StorageHelp.Of(name));

    private Counter<long> Counter(string name) =>
        _meter.CreateCounter<long>(name, null, StorageHelp.Of(name));

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

    public void Compacted() => _compactions.Add(1);

    public void CompactionFailed() => _compactionsFailed.Add(1);

    public void Dispose() => _meter.Dispose();
}
