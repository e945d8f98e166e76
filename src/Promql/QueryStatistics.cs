namespace Hotaru.Promql;

/// <summary>What a query has cost.</summary>
public sealed record QueryStatistics
{
    /// <summary>Samples that the steps of the query looked at; a range counts whole at each step.</summary>
    public long TotalSamples { get; init; }

    /// <summary>The most samples that were held in memory at once.</summary>
    public long PeakSamples { get; init; }

    /// <summary>Series that selectors read.</summary>
    public long SeriesRead { get; init; }

    /// <summary>Samples that were read from storage.</summary>
    public long SamplesRead { get; init; }

    /// <summary>Waiting for other queries.</summary>
    public TimeSpan QueueTime { get; init; }

    /// <summary>Selecting, reading and evaluating.</summary>
    public TimeSpan EvaluationTime { get; init; }
}
