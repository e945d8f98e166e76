namespace Hotaru.Jobs;

/// <summary>
/// How the pushes of a job tell success from failure. With nothing set the names of the metrics tell; see
/// <see cref="PushNames"/>.
/// </summary>
public sealed record PushRule
{
    public static readonly PushRule Default = new();

    /// <summary>Pushes of this job are no signs of life.</summary>
    public bool IsOff { get; init; }

    /// <summary>A metric with the exit code: 0 is success. A push without it says nothing.</summary>
    public string ExitCode { get; init; } = "";

    /// <summary>
    /// A metric with the time of the last success: a push that does not move it has failed.
    /// </summary>
    public string LastSuccess { get; init; } = "";

    /// <summary>A push for which it does not hold has failed.</summary>
    public PushCondition? SucceededIf { get; init; }

    /// <summary>A push for which it holds has failed.</summary>
    public PushCondition? FailedIf { get; init; }

    /// <summary>A metric with the length of the run in seconds; empty: the names tell.</summary>
    public string Duration { get; init; } = "";
}
