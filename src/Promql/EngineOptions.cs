namespace Hotaru.Promql;

/// <summary>Limits and switches of the engine. The defaults are Prometheus's.</summary>
public sealed record EngineOptions
{
    /// <summary>Samples that a query may hold in memory at once.</summary>
    public long MaxSamples { get; init; } = 50_000_000;

    /// <summary>After this a query fails with errorType timeout.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long after its last sample a series still has a value.</summary>
    public TimeSpan LookbackDelta { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The step of a subquery that names none: the global evaluation_interval.</summary>
    public TimeSpan DefaultEvaluationInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Queries that run at once; others wait.</summary>
    public int MaxConcurrentQueries { get; init; } = 20;

    /// <summary>Threads that one query may use.</summary>
    public int Parallelism { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>What the parser accepts.</summary>
    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    /// <summary>promql-delayed-name-removal: the metric name is kept to the end of the query.</summary>
    public bool DelayedNameRemoval { get; init; }

    /// <summary>Functions such as rate see when counting began (start timestamps of samples).</summary>
    public bool StartTimestamps { get; init; }

    /// <summary>type-and-unit-labels: __type__ and __unit__ are dropped with the metric name.</summary>
    public bool TypeAndUnitLabels { get; init; }
}
