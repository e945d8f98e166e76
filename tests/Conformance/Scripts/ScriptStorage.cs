using Hotaru.Model;
using Hotaru.Promql;
using Hotaru.Testing;

namespace Hotaru.Conformance;

/// <summary>
/// What scripts load. Histograms come back with the reset hints that Prometheus's storage gives them, which
/// depend on the sample before.
/// </summary>
internal sealed class ScriptStorage
{
    private readonly Dictionary<Labels, FloatHistogram?> _last = [];

    public MemorySeries Series { get; } = new();

    public void Clear()
    {
        Series.Clear();
        _last.Clear();
    }

    public void Load(LoadCommand command)
    {
        foreach (var (description, starts) in command.Series)
        {
            for (var i = 0; i < description.Values.Count; i++)
            {
                var value = description.Values[i];
                if (value.Omitted) continue;
                var time = i * command.IntervalMs;
                Add(description.Labels, time, value.Value, value.Histogram, starts?[i] is { } start ? time
                    + start : 0);
            }
        }

        if (!command.WithNative) return;
        foreach (var (labels, time, histogram) in ClassicToNative.Convert(command))
            Add(labels, time, 0, histogram, 0);
    }

    private void Add(Labels labels, long timeMs, double value, FloatHistogram? histogram, long startMs)
    {
        if (histogram is null)
        {
            Series.Add(labels, timeMs, value, startMs);
            _last[labels] = null;
            return;
        }

        var stored = histogram.WithHint(Hint(_last.GetValueOrDefault(labels), histogram));
        _last[labels] = stored;
        Series.Add(labels, timeMs, stored, startMs);
    }

    /// <summary>
    /// "Not reset" only for a sample that continues a chunk: a reset, or another layout, begins a new one,
    /// and the first sample of a chunk is never hinted.
    /// </summary>
    private static CounterResetHint Hint(FloatHistogram? previous, FloatHistogram histogram)
    {
        if (histogram.CounterResetHint == CounterResetHint.Gauge) return CounterResetHint.Gauge;
        if (histogram.CounterResetHint == CounterResetHint.Reset || previous is null
            || previous.CounterResetHint == CounterResetHint.Gauge || histogram.Schema != previous.Schema
            || histogram.ZeroThreshold != previous.ZeroThreshold
            || !BucketBounds.Match(histogram.CustomValues, previous.CustomValues))
            return CounterResetHint.Unknown;
        var unhinted = histogram.WithHint(CounterResetHint.Unknown);
        return unhinted.IsResetFrom(previous) ? CounterResetHint.Unknown : CounterResetHint.NotReset;
    }
}
