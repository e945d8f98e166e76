namespace Hotaru.Jobs;

/// <summary>What a push says of a run.</summary>
/// <param name="Succeeded">Null where the run goes on.</param>
public sealed record PushVerdict(bool? Succeeded)
{
    public int? ExitCode { get; init; }

    /// <summary>How long the run took; null where the push does not tell.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When the run began, where the push tells that; then it also names the run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The metric with the time of the last success, and its value.</summary>
    public (string Name, double Value)? LastSuccess { get; init; }
}
