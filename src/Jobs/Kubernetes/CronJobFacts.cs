namespace Hotaru.Jobs;

/// <summary>What is known of a CronJob, from the API server or from kube-state-metrics alike.</summary>
public sealed record CronJobFacts(WorkloadName Name)
{
    /// <summary>The cron expression; empty where nobody said.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>The zone of the schedule; empty: that of the cluster's controller.</summary>
    public string Zone { get; init; } = "";

    public bool IsSuspended { get; init; }

    /// <summary>concurrencyPolicy Forbid: what is due while a run goes on does not start.</summary>
    public bool ForbidsOverlap { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The due time for which the controller last made a Job.</summary>
    public DateTimeOffset? LastScheduledAt { get; init; }

    /// <summary>When the last run that succeeded was over.</summary>
    public DateTimeOffset? LastSucceededAt { get; init; }

    /// <summary>Annotations of ours on the object, without <c>hotaru.dev/</c>.</summary>
    public IReadOnlyDictionary<string, string> Tuning { get; init; } = NoTuning;

    public static readonly IReadOnlyDictionary<string, string> NoTuning = new Dictionary<string, string>();
}
