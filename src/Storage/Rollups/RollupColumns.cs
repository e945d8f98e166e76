using Hotaru.Model;

namespace Hotaru.Storage.Rollups;

/// <summary>Samples of one series by kind of rollup. Made to be filled again for the next series.</summary>
internal sealed class RollupColumns
{
    public static readonly RollupKind[] Kinds = Enum.GetValues<RollupKind>();

    private readonly SampleBuffer[] _columns = [.. Kinds.Select(_ => new SampleBuffer())];

    public SampleBuffer this[RollupKind kind] => _columns[(int)kind];

    public void Clear()
    {
        foreach (var column in _columns) column.Clear();
    }

    /// <summary>From samples in rising time.</summary>
    public void FromSamples(SampleBuffer samples, long resolutionMs)
    {
        Clear();
        var from = 0;
        while (from < samples.Count)
        {
            var until = EndOfStep(samples, from, resolutionMs);
            Keep(samples, from, until);
            Aggregate(samples, from, until);
            from = until;
        }
    }

    /// <summary>From the columns of a finer resolution.</summary>
    public void FromFiner(RollupColumns finer, long resolutionMs)
    {
        Clear();
        var counter = finer[RollupKind.Counter];
        for (int from = 0, until; from < counter.Count; from = until)
        {
            until = EndOfStep(counter, from, resolutionMs);
            Keep(counter, from, until);
        }

        Combine(finer, RollupKind.Min, resolutionMs, Math.Min);
        Combine(finer, RollupKind.Max, resolutionMs, Math.Max);
        Combine(finer, RollupKind.Sum, resolutionMs, static (a, b) => a + b);
        Combine(finer, RollupKind.Count, resolutionMs, static (a, b) => a + b);
    }

    private void Combine(
        RollupColumns finer, RollupKind kind, long resolutionMs, Func<double, double, double> combine)
    {
        var samples = finer[kind];
        for (int from = 0, until; from < samples.Count; from = until)
        {
            until = EndOfStep(samples, from, resolutionMs);
            var value = samples.Values[from];
            for (var i = from + 1; i < until; i++) value = combine(value, samples.Values[i]);
            this[kind].Add(samples.Timestamps[until - 1], value);
        }
    }

    private void Keep(SampleBuffer samples, int from, int until)
    {
        var kept = this[RollupKind.Counter];
        for (var i = from; i < until; i++)
        {
            var isLast = i == until - 1 || StaleMarker.Is(samples.Values[i + 1]);
            // The fall may be across the edge of the step, where the one before is kept as the last.
            var fellBefore = i > 0 && samples.Values[i] < samples.Values[i - 1];
            var fallsAfter = i + 1 < samples.Count && samples.Values[i + 1] < samples.Values[i];
            if (!isLast && !fellBefore && !fallsAfter && !StaleMarker.Is(samples.Values[i])) continue;
            var start = samples.HasStarts ? samples.StartTimestamps[i] : 0;
            if (samples.HasHistograms && samples.Histograms[i] is { } histogram)
                kept.Add(samples.Timestamps[i], histogram, start);
            else kept.Add(samples.Timestamps[i], samples.Values[i], start);
        }
    }

    private void Aggregate(SampleBuffer samples, int from, int until)
    {
        double least = double.NaN, greatest = double.NaN, sum = 0;
        var count = 0;
        for (var i = from; i < until; i++)
        {
            var value = samples.Values[i];
            if (StaleMarker.Is(value) || (samples.HasHistograms && samples.Histograms[i] is not null))
                continue;
            if (!(least <= value)) least = value;
            if (!(greatest >= value)) greatest = value;
            sum += value;
            count++;
        }

        if (count == 0) return;
        var at = samples.Timestamps[until - 1];
        this[RollupKind.Min].Add(at, least);
        this[RollupKind.Max].Add(at, greatest);
        this[RollupKind.Sum].Add(at, sum);
        this[RollupKind.Count].Add(at, count);
    }

    private static int EndOfStep(SampleBuffer samples, int from, long resolutionMs)
    {
        var end = (samples.Timestamps[from] / resolutionMs + 1) * resolutionMs;
        return samples.LowerBound(end);
    }
}
