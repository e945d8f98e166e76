using Hotaru.Model;

namespace Hotaru.Remote;

/// <summary>
/// Prometheus's chunk of float histograms with one sample each: the layout of buckets differs from sample to
/// sample here, and a chunk has one layout. Source: tsdb/docs/format/chunks.md.
/// </summary>
internal sealed class HistogramChunk
{
    private const double LargestShortBound = 33554.430;
    private readonly BitWriter _bits = new();

    public byte[] Encode(long timestampMs, FloatHistogram histogram)
    {
        if (histogram.IsStale) histogram = FloatHistogram.Stale();
        _bits.Clear();
        _bits.Bits(1, 16);
        _bits.Byte(ResetHeader(histogram.CounterResetHint));
        ZeroThreshold(histogram.ZeroThreshold);
        Signed(histogram.Schema);
        Spans(histogram.PositiveSpans);
        Spans(histogram.NegativeSpans);
        if (histogram.UsesCustomBuckets) Bounds(histogram.CustomValues);
        Signed(timestampMs);
        _bits.Double(histogram.Count);
        _bits.Double(histogram.ZeroCount);
        _bits.Double(histogram.Sum);
        foreach (var count in histogram.PositiveBuckets) _bits.Double(count);
        foreach (var count in histogram.NegativeBuckets) _bits.Double(count);
        return _bits.ToArray();
    }

    private static byte ResetHeader(CounterResetHint hint) => hint switch
    {
        CounterResetHint.Reset => 0b1000_0000,
        CounterResetHint.NotReset => 0b0100_0000,
        CounterResetHint.Gauge => 0b1100_0000,
        _ => 0,
    };

    /// <summary>One byte for a power of two in the usual range, else the float behind 255.</summary>
    private void ZeroThreshold(double threshold)
    {
        if (threshold == 0)
        {
            _bits.Byte(0);
            return;
        }

        var exponent = Math.ILogB(threshold) + 1;
        if (threshold > 0 && Math.ScaleB(0.5, exponent) == threshold && exponent is >= -242 and <= 11)
        {
            _bits.Byte((byte)(exponent + 243));
            return;
        }

        _bits.Byte(255);
        _bits.Double(threshold);
    }

    private void Spans(HistogramSpan[] spans)
    {
        Unsigned((ulong)spans.Length);
        foreach (var span in spans)
        {
            Unsigned((ulong)span.Length);
            Signed(span.Offset);
        }
    }

    /// <summary>Bounds with at most three decimals are written as whole thousandths.</summary>
    private void Bounds(double[] bounds)
    {
        Unsigned((ulong)bounds.Length);
        foreach (var bound in bounds)
        {
            var thousandths = Math.Round(bound * 1000, MidpointRounding.AwayFromZero);
            if (bound >= 0 && bound <= LargestShortBound && thousandths / 1000 == bound)
            {
                Unsigned((ulong)thousandths + 1);
                continue;
            }

            _bits.Bit(false);
            _bits.Double(bound);
        }
    }

    private void Signed(long value)
    {
        if (value == 0)
        {
            _bits.Bit(false);
            return;
        }

        foreach (var width in Widths)
        {
            if (!XorChunk.Fits(value, width)) continue;
            Prefixed(width, (ulong)value);
            return;
        }

        Prefixed(64, (ulong)value);
    }

    private void Unsigned(ulong value)
    {
        if (value == 0)
        {
            _bits.Bit(false);
            return;
        }

        foreach (var width in Widths)
        {
            if (value >> width != 0) continue;
            Prefixed(width, value);
            return;
        }

        Prefixed(64, value);
    }

    private static ReadOnlySpan<int> Widths => [3, 6, 9, 12, 18, 25, 56];

    /// <summary>
    /// As many ones as the width's place in the list, and a zero behind them but for the last.
    /// </summary>
    private void Prefixed(int width, ulong value)
    {
        var ones = Widths.IndexOf(width) is var at && at >= 0 ? at + 1 : 8;
        for (var i = 0; i < ones; i++) _bits.Bit(true);
        if (ones < 8) _bits.Bit(false);
        _bits.Bits(value, width);
    }
}
