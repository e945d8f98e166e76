namespace Hotaru.Jobs;

/// <summary>What is kept at most; the oldest goes first.</summary>
public sealed record JobLimits
{
    /// <summary>Runs of one job that are kept.</summary>
    public int RunsPerJob { get; init; } = 1000;

    /// <summary>Jobs that signs of life may make; those that are declared come on top.</summary>
    public int Jobs { get; init; } = 20_000;

    /// <summary>Closed incidents that are kept.</summary>
    public int Incidents { get; init; } = 50_000;
}
