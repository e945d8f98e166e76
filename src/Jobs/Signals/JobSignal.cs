using System.Collections.Immutable;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>One sign of life, whatever way it came.</summary>
/// <param name="Job">The job's labels.</param>
/// <param name="At">When it happened, by the sender's word where that is trusted, else its arrival.</param>
/// <param name="Source">push, ping, wrapper, client, kubernetes or series.</param>
public sealed record JobSignal(Labels Job, JobSignalKind Kind, DateTimeOffset At, string Source)
{
    /// <summary>Tells overlapping runs apart; empty where the sender has none.</summary>
    public string RunId { get; init; } = "";

    /// <summary>When it arrived, where that is later than <see cref="At"/>.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>When the run began, where the sender of its end knows.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>The tail of what the run printed.</summary>
    public string Output { get; init; } = "";

    /// <summary>Figures of the run; those of the same name replace what it had.</summary>
    public ImmutableArray<RunMetric> Metrics { get; init; } = [];

    /// <summary>
    /// The sender promises to be heard this often while the run goes on; null: it does not.
    /// </summary>
    public TimeSpan? Beat { get; init; }

    /// <summary>The metric that told the time of the last success, and its value.</summary>
    public (string Name, double Value)? LastSuccess { get; init; }
}
