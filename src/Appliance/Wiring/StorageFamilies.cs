using Hotaru.Exposition;
using Hotaru.Model;
using Hotaru.Storage;

namespace Hotaru.Appliance.Wiring;

/// <summary>How long the store's writing takes, under Prometheus's name for it.</summary>
internal sealed class StorageFamilies
{
    private readonly RecentValues _journal = new([0.5, 0.9, 0.99]);

    public StorageFamilies(TimeSeriesStore series) =>
        series.OnJournalWritten(took => _journal.Add(took.TotalSeconds));

    public IEnumerable<MetricFamily> Metrics =>
    [
        new MetricFamily(
            "prometheus_tsdb_wal_fsync_duration_seconds", MetricType.Summary,
            "How long it took to write and sync journal entries.", "", [_journal.ToSummary(Labels.Empty)]),
    ];
}
