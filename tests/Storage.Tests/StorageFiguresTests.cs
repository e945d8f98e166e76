using System.Diagnostics.Metrics;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Storage.Tests;

public sealed class StorageFiguresTests
{
    [Fact]
    public void Totals_are_there_as_0_before_anything_has_happened()
    {
        // Other tests have meters of the same name at the same time: only those made here count.
        HashSet<Instrument>? made = null;
        var thread = Environment.CurrentManagedThreadId;
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (made is null || Environment.CurrentManagedThreadId != thread) return;
            made.Add(instrument);
            heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, _, _) => values[i.Name] = value);
        listener.Start();
        made = [];
        using var metrics = new StorageMetrics();
        listener.RecordObservableInstruments();
        Assert.Equal(0, values["prometheus_tsdb_compactions_failed_total"]);
        Assert.Equal(0, values["prometheus_tsdb_out_of_order_samples_total"]);
    }

    [Fact]
    public async Task Each_write_of_the_journal_is_timed()
    {
        var time = new ManualTime();
        using var disk = new MemoryStore();
        await using var store = await TimeSeriesStore.OpenAsync(
            disk, new StorageModel(), time, NullLogger.Instance, default);
        var writes = 0;
        store.OnJournalWritten(_ => writes++);
        using var batch = store.Begin();
        var reference = default(SeriesReference);
        batch.Append(
            ref reference, Labels.Of("__name__", "up"), time.GetUtcNow().ToUnixTimeMilliseconds(), 1);
        await batch.CommitAsync(Durability.Synced, null, default);
        Assert.True(writes > 0);
    }
}
