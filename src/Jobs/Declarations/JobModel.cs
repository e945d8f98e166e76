using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// What is known of a job before it runs; a job made by its first sign of life has defaults only.
/// </summary>
/// <param name="Labels">Its identity: the label job, and others where one name is not enough.</param>
public sealed record JobModel(Labels Labels)
{
    public string Name => Labels[LabelNames.Job];

    public JobOrigin Origin { get; init; } = JobOrigin.Heard;

    /// <summary>When it is due; null where nobody said, then it can fail but not be missed.</summary>
    public ISchedule? Schedule { get; init; }

    /// <summary>How long after the due time it may start.</summary>
    public TimeSpan StartGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a run may take; null: as long as it likes.</summary>
    public TimeSpan? LongestRun { get; init; }

    /// <summary>Failures in a row that open an incident; 1: the first.</summary>
    public int FailuresInARow { get; init; } = 1;

    public string Owner { get; init; } = "";

    /// <summary>The severity label of its alerts.</summary>
    public string Severity { get; init; } = "critical";

    /// <summary>Whether its clocks and failures are left unjudged.</summary>
    public bool IsPaused { get; init; }

    /// <summary>
    /// The source that tells of this job whether it likes to be heard or not, such as a cluster: its clocks
    /// judge no further than that source was heard. Empty: the job speaks for itself.
    /// </summary>
    public string Feed { get; init; } = "";

    /// <summary>Whether what is due while a run goes on is left out, by the will of its owner.</summary>
    public bool ForbidsOverlap { get; init; }

    /// <summary>How its pushes tell success from failure.</summary>
    public PushRule Push { get; init; } = PushRule.Default;
}
