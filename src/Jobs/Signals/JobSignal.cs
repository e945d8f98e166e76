using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>One sign of life, whatever way it came.</summary>
/// <param name="Job">The job's labels.</param>
/// <param name="At">When it happened, by the sender's word where that is trusted, else its arrival.</param>
/// <param name="Source">push, ping, wrapper, kubernetes or series.</param>
public sealed record JobSignal(Labels Job, JobSignalKind Kind, DateTimeOffset At, string Source)
{
    /// <summary>Tells overlapping runs apart; empty where the sender has none.</summary>
    public string RunId { get; init; } = "";

    /// <summary>When the run began, where the sender of its end knows.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>The tail of what the run printed.</summary>
    public string Output { get; init; } = "";
}
