using System.Diagnostics.Metrics;

namespace Hotaru.Client;

/// <summary>Tells instruments apart by their types.</summary>
internal static class InstrumentKinds
{
    /// <summary>From 5 ms to ten minutes, for instruments that advise no bounds of their own.</summary>
    private static readonly double[] DefaultBounds =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

    public static InstrumentKind Of(Instrument instrument)
    {
        var type = instrument.GetType();
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (open == typeof(Counter<>)) return InstrumentKind.Counter;
        if (open == typeof(UpDownCounter<>)) return InstrumentKind.UpDownCounter;
        if (open == typeof(Histogram<>)) return InstrumentKind.Histogram;
        return open == typeof(ObservableCounter<>) ? InstrumentKind.ObservableCounter : InstrumentKind.Gauge;
    }

    public static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } =>
            [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } bounds } =>
            [.. bounds.Select(bound => (double)bound)],
        _ => DefaultBounds,
    };
}
