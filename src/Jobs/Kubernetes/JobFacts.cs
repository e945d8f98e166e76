namespace Hotaru.Jobs;

/// <summary>What is known of one Job, from the API server or from kube-state-metrics alike.</summary>
public sealed record JobFacts(WorkloadName Name)
{
    /// <summary>CronJob, Workflow or whatever controls it; empty: nobody.</summary>
    public string OwnerKind { get; init; } = "";

    public string OwnerName { get; init; } = "";

    /// <summary>What its name was made of where it was given a generated one; else empty.</summary>
    public string NameStem { get; init; } = "";

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null while it runs, and where the source has no word for it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public JobPhase Phase { get; init; }

    /// <summary>Why it failed, in Kubernetes' words: BackoffLimitExceeded, DeadlineExceeded.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Of the container that failed last.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What else is known of the end, for people.</summary>
    public string Message { get; init; } = "";
}
