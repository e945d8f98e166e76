using Hotaru.Model;

namespace Hotaru.Storage.Chunks;

/// <summary>
/// Samples of one series as columns; the last two are empty where no sample has such a thing.
/// </summary>
internal readonly ref struct SampleColumns(
    ReadOnlySpan<long> times, ReadOnlySpan<double> values, ReadOnlySpan<FloatHistogram?> histograms,
    ReadOnlySpan<long> starts)
{
    public ReadOnlySpan<long> Times { get; } = times;

    public ReadOnlySpan<double> Values { get; } = values;

    public ReadOnlySpan<FloatHistogram?> Histograms { get; } = histograms;

    public ReadOnlySpan<long> Starts { get; } = starts;

    public int Count => Times.Length;

    public static SampleColumns Of(SampleBuffer buffer) =>
        new(buffer.Timestamps, buffer.Values, buffer.Histograms, buffer.StartTimestamps);

    public SampleColumns Slice(int from, int count) => new(
        Times.Slice(from, count), Values.Slice(from, count),
        Histograms.IsEmpty ? default : Histograms.Slice(from, count),
        Starts.IsEmpty ? default : Starts.Slice(from, count));
}
