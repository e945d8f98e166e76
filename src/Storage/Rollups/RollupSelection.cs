using Hotaru.Model;
using Hotaru.Storage.Blocks;
using Hotaru.Storage.Chunks;
using Hotaru.Storage.Querying;

namespace Hotaru.Storage.Rollups;

/// <summary>
/// What a selection reads of one level: the kind that its function wants, at a density that its windows need.
/// Readable by any thread.
/// </summary>
internal sealed class RollupSelection
{
    /// <summary>
    /// An instant selector looks five minutes back; a little less keeps it from falling between.
    /// </summary>
    private const long LookbackMs = 240_000;

    private readonly RollupLevel _level;
    private readonly RollupKind _kind;
    private readonly BlockGeneration[] _generations;
    private readonly BlockGeneration[] _counts;
    private readonly long _spacingMs;
    private readonly bool _isCounter;

    public RollupSelection(RollupLevel level, SeriesSelection selection)
    {
        _level = level;
        _kind = selection.Function switch
        {
            "min_over_time" => RollupKind.Min,
            "max_over_time" => RollupKind.Max,
            "sum_over_time" or "avg_over_time" => RollupKind.Sum,
            "count_over_time" => RollupKind.Count,
            _ => RollupKind.Counter,
        };
        var min = Math.Max(long.MinValue + level.PeriodMs, selection.MinTimeMs) - 2 * level.ResolutionMs;
        _generations = level[_kind].In(min, selection.MaxTimeMs);
        _counts = selection.Function == "avg_over_time"
            ? level[RollupKind.Count].In(min, selection.MaxTimeMs) : [];
        _spacingMs = selection.RangeMs == 0 ? LookbackMs : Math.Max(1000, selection.RangeMs / 2);
        _isCounter = selection.Function is "rate" or "increase" or "irate" or "resets";
        IsRange = selection.RangeMs > 0;
    }

    public bool IsEmpty => _generations.Length == 0;

    private bool IsRange { get; }

    /// <summary>Fills the buffer with the samples of a series.</summary>
    public void Read(uint id, SelectionContext context, SampleBuffer buffer)
    {
        buffer.Clear();
        Read(_level[_kind], _generations, id, context, buffer);
        SampleOrder.Repair(buffer);
        if (_kind == RollupKind.Count) Spread(buffer);
        if (_counts.Length > 0) Average(id, context, buffer);
        if (_kind == RollupKind.Counter && _spacingMs < _level.ResolutionMs && !buffer.HasHistograms)
            Fill(buffer);
    }

    private static void Read(
        BlockSet set, BlockGeneration[] generations, uint id, SelectionContext context, SampleBuffer buffer)
    {
        foreach (var generation in generations)
        {
            var at = generation.RowOf(id);
            if (at < 0) continue;
            if (set.Rows.Get(generation, at) is { } row) row.Read(id, buffer);
            else context.Missing(generation, at);
        }
    }

    private void Average(uint id, SelectionContext context, SampleBuffer sums)
    {
        var counts = new SampleBuffer(sums.Count);
        Read(_level[RollupKind.Count], _counts, id, context, counts);
        SampleOrder.Repair(counts);
        var times = sums.Timestamps.ToArray();
        var values = sums.Values.ToArray();
        sums.Clear();
        for (var i = 0; i < times.Length; i++)
        {
            var at = counts.LowerBound(times[i]);
            if (at < counts.Count && counts.Timestamps[at] == times[i])
                sums.Add(times[i], values[i] / counts.Values[at]);
        }
    }

    /// <summary>
    /// As many points as samples were counted, evenly up to the time where the count stands: who counts
    /// samples counts the same as before.
    /// </summary>
    private void Spread(SampleBuffer buffer)
    {
        var times = buffer.Timestamps.ToArray();
        var values = buffer.Values.ToArray();
        buffer.Clear();
        for (var i = 0; i < times.Length; i++)
        {
            var before = times[i] - _level.ResolutionMs;
            if (i > 0) before = Math.Max(before, times[i - 1]);
            var (span, count) = (times[i] - before, (long)values[i]);
            for (var point = 1L; point <= count; point++)
                buffer.Add(times[i] - span * (count - point) / count, 1);
        }
    }

    /// <summary>
    /// Points between samples, so that windows shorter than the resolution find some: on the line between the
    /// two for ranges, the value before for instants, nothing across a fall of a counter or a gap.
    /// </summary>
    private void Fill(SampleBuffer buffer)
    {
        var times = buffer.Timestamps.ToArray();
        var values = buffer.Values.ToArray();
        buffer.Clear();
        for (var i = 0; i < times.Length; i++)
        {
            buffer.Add(times[i], values[i]);
            if (i + 1 == times.Length || StaleMarker.Is(values[i]) || StaleMarker.Is(values[i + 1])) continue;
            var length = times[i + 1] - times[i];
            if (length > 2 * _level.ResolutionMs || (_isCounter && values[i + 1] < values[i])) continue;
            for (var after = _spacingMs; after < length; after += _spacingMs)
            {
                var share = IsRange ? (double)after / length : 0;
                buffer.Add(times[i] + after, values[i] + (values[i + 1] - values[i]) * share);
            }
        }
    }
}
