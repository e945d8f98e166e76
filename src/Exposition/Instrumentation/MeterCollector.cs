using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hotaru.Model;

namespace Hotaru.Exposition;

/// <summary>Listens to meters of this process and turns what they say into families.</summary>
public sealed class MeterCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentCells> _instruments = new();
    private readonly Lock _lock = new();

    /// <param name="wants">Which meters are heard.</param>
    public MeterCollector(Func<Meter, bool> wants)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (wants(instrument.Meter)) listener.EnableMeasurementEvents(instrument, CellsOf(instrument));
        };
        _listener.MeasurementsCompleted = (instrument, _) =>
            _instruments.TryRemove(instrument, out InstrumentCells? _);
        _listener.SetMeasurementEventCallback<long>((_, value, tags, cells) => Record(cells, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, cells) => Record(cells, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, cells) => Record(cells, value, tags));
        _listener.Start();
    }

    /// <summary>What was counted so far, and what observable instruments say now.</summary>
    public IReadOnlyList<MetricFamily> Collect()
    {
        lock (_lock)
        {
            foreach (var cells in _instruments.Values) cells.ClearObserved();
            _listener.RecordObservableInstruments();
            return [.. _instruments.Values.GroupBy(c => c.Name, StringComparer.Ordinal).Select(Join)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private InstrumentCells CellsOf(Instrument instrument) =>
        _instruments.GetOrAdd(instrument, static i => new InstrumentCells(i));

    private static void Record(
        object? cells, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((InstrumentCells)cells!).Record(value, tags);

    /// <summary>Instruments of one name (two rooms' meters, say) make one family.</summary>
    private static MetricFamily Join(IGrouping<string, InstrumentCells> group)
    {
        var first = group.First();
        return new MetricFamily(
            group.Key, first.Type, first.Help, "",
            [.. group.SelectMany(c => c.Metrics()).DistinctBy(m => m.Labels)]);
    }
}
