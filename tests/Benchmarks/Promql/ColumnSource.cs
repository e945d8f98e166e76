using System.Collections;
using Hotaru.Model;

namespace Hotaru.Benchmarks;

/// <summary>Series as arrays: what the evaluator costs when reading costs next to nothing.</summary>
internal sealed class ColumnSource(IReadOnlyList<(Labels Labels, long[] Times, double[] Values)> all)
    : ISeriesSource
{
    public ISeriesSet Select(SeriesSelection selection, CancellationToken cancellation) => new Set(
        [.. all.Where(s => selection.Matchers.All(m => m.Matches(s.Labels))).Select(s => new Column(s))]);

    private sealed class Set(IReadOnlyList<ISeries> series) : ISeriesSet
    {
        public int Count => series.Count;

        public IReadOnlyList<string> Warnings => [];

        public ISeries this[int index] => series[index];

        public IEnumerator<ISeries> GetEnumerator() => series.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => series.GetEnumerator();

        public void Dispose()
        {
        }
    }

    private sealed class Column((Labels Labels, long[] Times, double[] Values) data) : ISeries
    {
        public Labels Labels => data.Labels;

        public void Read(long minTimeMs, long maxTimeMs, SampleBuffer buffer)
        {
            buffer.Clear();
            var from = Array.BinarySearch(data.Times, minTimeMs);
            if (from < 0) from = ~from;
            var until = Array.BinarySearch(data.Times, maxTimeMs + 1);
            if (until < 0) until = ~until;
            if (until <= from) return;
            buffer.Reserve(until - from, out var times, out var values);
            data.Times.AsSpan(from, until - from).CopyTo(times);
            data.Values.AsSpan(from, until - from).CopyTo(values);
        }
    }
}
