using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>How jobs of a cluster are judged where nothing else is said of them.</summary>
public sealed record WorkloadOptions
{
    /// <summary>How long after its due time a run may begin: controllers and nodes take their time.</summary>
    public TimeSpan StartGrace { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan? LongestRun { get; init; }

    public int FailuresInARow { get; init; } = 1;

    public string Severity { get; init; } = "critical";

    /// <summary>The zone of schedules that name none: that of the cluster's controller, mostly UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Namespaces that count; none: all of them.</summary>
    public IReadOnlyCollection<string> Spaces { get; init; } = [];

    /// <summary>Namespaces that do not.</summary>
    public IReadOnlyCollection<string> ExcludedSpaces { get; init; } = [];

    /// <summary>Whether Jobs that no CronJob owns are jobs of their own.</summary>
    public bool IncludesLoneJobs { get; init; } = true;

    /// <summary>Labels that every job of the source carries, such as cluster.</summary>
    public Labels Labels { get; init; } = Labels.Empty;

    public bool Includes(WorkloadName name) => !ExcludedSpaces.Contains(name.Space)
        && (Spaces.Count == 0 || Spaces.Contains(name.Space));
}
