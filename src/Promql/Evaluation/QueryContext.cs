using Hotaru.Model;

namespace Hotaru.Promql;

/// <summary>What all parts of one query's evaluation share. Thread-safe.</summary>
internal sealed class QueryContext(
    ISeriesSource source, EngineOptions options, QueryWindow root, long lookbackMs,
        CancellationToken cancellation)
{
    private long _held;
    private long _peak;
    private long _total;
    private long _seriesRead;
    private long _samplesRead;

    public ISeriesSource Source => source;

    public EngineOptions Options => options;

    /// <summary>The times of the whole query: for start(), end(), range(), step() and @.</summary>
    public QueryWindow Root => root;

    public long LookbackMs => lookbackMs;

    public CancellationToken Cancellation => cancellation;

    /// <summary>What series are read into; the engine's, which keeps some for the next query.</summary>
    public SeriesBuffers Buffers { get; init; } = new();

    public AnnotationSet Annotations { get; } = new();

    /// <summary>Selectors of whose histograms only count and sum are asked.</summary>
    public HashSet<VectorSelector> StatsOnly { get; init; } = [];

    /// <summary>Counts samples that are now in memory.</summary>
    public void Hold(long samples)
    {
        var held = Interlocked.Add(ref _held, samples);
        var peak = Volatile.Read(ref _peak);
        while (held > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peak, held, peak);
            if (seen == peak) break;
            peak = seen;
        }

        if (held > options.MaxSamples) throw TooManySamples();
    }

    public void Release(long samples) => Interlocked.Add(ref _held, -samples);

    /// <summary>Counts samples that steps have looked at.</summary>
    public void Count(long samples) => Interlocked.Add(ref _total, samples);

    public void CountRead(long series, long samples)
    {
        Interlocked.Add(ref _seriesRead, series);
        Interlocked.Add(ref _samplesRead, samples);
    }

    public QueryStatistics Statistics() => new()
    {
        TotalSamples = _total,
        PeakSamples = _peak,
        SeriesRead = _seriesRead,
        SamplesRead = _samplesRead,
    };

    public static QueryException Failure(string message) => new(QueryErrorType.Execution, message);

    public static QueryException TooManySamples() =>
        Failure("query processing would load too many samples into memory in query execution");

    public static QueryException SameLabels() =>
        Failure("vector cannot contain metrics with the same labelset");
}
