using System.Runtime.ExceptionServices;
using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>
/// Turns the series of a selection into columns, a batch at a time on several threads, and hands the columns
/// out in the order of the series. Only a batch is in memory at once.
/// </summary>
internal sealed class SeriesReader(QueryContext context, ISeriesSet set)
{
    private const int BatchPerThread = 32;

    /// <param name="evaluate">Makes a column of a series, or null where nothing comes of it.</param>
    public IEnumerable<SeriesColumn> Read(Func<ISeries, RangeSeries, SeriesColumn?> evaluate)
    {
        var threads = set.Count < 8 ? 1 : Math.Min(context.Options.Parallelism, set.Count / 4);
        var batch = new SeriesColumn?[Math.Min(set.Count, BatchPerThread * threads)];
        for (var from = 0; from < set.Count; from += batch.Length)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(batch.Length, set.Count - from);
            if (threads == 1) ReadAlone(from, count, batch, evaluate);
            else ReadTogether(from, count, batch, evaluate, threads);
            for (var i = 0; i < count; i++)
            {
                if (batch[i] is not { } column) continue;
                batch[i] = null;
                yield return column;
            }
        }
    }

    private void ReadAlone(
        int from, int count, SeriesColumn?[] batch, Func<ISeries, RangeSeries, SeriesColumn?> evaluate)
    {
        var buffer = context.Buffers.Take();
        for (var i = 0; i < count; i++) batch[i] = evaluate(set[from + i], buffer);
        context.Buffers.Give(buffer);
    }

    private void ReadTogether(
        int from, int count, SeriesColumn?[] batch, Func<ISeries, RangeSeries, SeriesColumn?> evaluate,
            int threads)
    {
        try
        {
            Parallel.For(
                0, count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = threads,
                    CancellationToken =
                    context.Cancellation
                },
                context.Buffers.Take,
                (i, _, buffer) =>
                {
                    batch[i] = evaluate(set[from + i], buffer);
                    return buffer;
                },
                context.Buffers.Give);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
