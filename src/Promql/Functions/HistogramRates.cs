using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>rate, increase and delta of native histograms.</summary>
internal static class HistogramRates
{
    public static bool Compute(
        in RangeWindow window, RangeCall call, bool isCounter, bool isRate, out FloatHistogram? result)
    {
        var times = window.HistogramTimes;
        var all = window.Histograms;
        var last = all.Length - 1;
        var notes = call.Notes(window);
        var starts = isCounter ? window.HistogramStarts : default;
        result = null;
        if (last > 0)
        {
            result = Difference(times, all, starts, isCounter, notes);
            if (result is null) return false;
        }

        var range = new Extrapolation(window.StartMs, window.EndMs, times[0], times[last], last);
        if (Rates.BeganWithin(starts, window.StartMs, times[0]))
        {
            range = range.FromStart(starts[0]);
            result = result is null ? all[0] : Add(result, all[0], notes);
            if (result is null) return false;
        }
        else if (last == 0)
        {
            return false;
        }
        else
        {
            var limits = isCounter && result!.Count > 0 && all[0].Count >= 0;
            range = range.Limited(limits ? all[0].Count / result!.Count : double.PositiveInfinity);
        }

        result = result!.Times(range.Factor(isRate ? call.RangeSeconds : 1));
        return true;
    }

    internal static FloatHistogram? Add(FloatHistogram sum, FloatHistogram other, RangeNotes notes)
    {
        var result = sum.Plus(other);
        if (result is null) notes.MixedSchemas();
        else if (result.BoundsReconciled) notes.Reconciled(Texts.Addition);
        return result?.ToHistogram();
    }

    private static FloatHistogram? Difference(
        ReadOnlySpan<long> times, ReadOnlySpan<FloatHistogram> all, ReadOnlySpan<long> starts, bool isCounter,
        RangeNotes notes)
    {
        var (first, last) = (all[0], all[^1]);
        if (isCounter && (IsGauge(first) || IsGauge(last))) notes.NotCounter();
        var previous = first;
        if (isCounter && (IsStartReset(times, starts, 1) || all[1].IsResetFrom(first)))
        {
            // The first sample is not subtracted if the second begins anew; its layout does not matter then
            // either.
            previous = new FloatHistogram { Schema = all[1].Schema, CustomValues = all[1].CustomValues };
        }

        if (last.UsesCustomBuckets != previous.UsesCustomBuckets) return Mixed(notes);
        var schema = Math.Min(last.Schema, previous.Schema);
        for (var i = 1; isCounter && i < all.Length - 1; i++)
        {
            if (IsGauge(all[i])) notes.NotCounter();
            schema = Math.Min(schema, all[i].Schema);
            if (all[i].UsesCustomBuckets != previous.UsesCustomBuckets) return Mixed(notes);
        }

        var sum = HistogramSum.From(last.ReducedTo(schema)).Plus(previous, -1);
        if (sum is null) return Mixed(notes);
        if (sum.BoundsReconciled) notes.Reconciled(Texts.Subtraction);
        if (isCounter) sum = WithResets(sum, times, all, starts, previous, notes);
        else if (!IsGauge(first) || !IsGauge(last)) notes.NotGauge();
        return sum?.ToHistogram().WithHint(CounterResetHint.Gauge);
    }

    private static HistogramSum? WithResets(
        HistogramSum sum, ReadOnlySpan<long> times, ReadOnlySpan<FloatHistogram> all,
            ReadOnlySpan<long> starts,
        FloatHistogram previous, RangeNotes notes)
    {
        var overlaps = false;
        for (var i = 1; i < all.Length; i++)
        {
            if (!overlaps && !starts.IsEmpty && Rates.StartsOverlap(starts[i - 1], times[i - 1], starts[i]))
            {
                notes.StartOverlap();
                overlaps = true;
            }

            if (IsStartReset(times, starts, i) || all[i].IsResetFrom(previous))
            {
                var next = sum.Plus(previous);
                if (next is null)
                {
                    notes.MixedSchemas();
                    return null;
                }

                sum = next;
                if (sum.BoundsReconciled) notes.Reconciled(Texts.Addition);
            }

            previous = all[i];
        }

        return sum;
    }

    private static bool IsStartReset(ReadOnlySpan<long> times, ReadOnlySpan<long> starts, int i) =>
        !starts.IsEmpty && Rates.IsStartReset(starts[i - 1], times[i - 1], starts[i], times[i]);

    private static bool IsGauge(FloatHistogram histogram) =>
        histogram.CounterResetHint == CounterResetHint.Gauge;

    private static FloatHistogram? Mixed(RangeNotes notes)
    {
        notes.MixedSchemas();
        return null;
    }
}
