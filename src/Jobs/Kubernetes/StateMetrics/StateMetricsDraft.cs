using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>What the series of one CronJob or Job have said so far.</summary>
internal sealed class StateMetricsDraft(WorkloadName name)
{
    public Labels Info { get; set; } = Labels.Empty;

    public Labels Owner { get; set; } = Labels.Empty;

    public double Created { get; set; }

    public double LastScheduled { get; set; }

    public double LastSucceeded { get; set; }

    public double Started { get; set; }

    public double Completed { get; set; }

    public bool IsSuspended { get; set; }

    public bool IsComplete { get; set; }

    public bool HasFailed { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>kube_job_failed has one series for each condition, and newer ones for each reason.</summary>
    public void Fail(Labels labels, double value)
    {
        if (value <= 0 || labels["condition"] != "true") return;
        HasFailed = true;
        if (labels["reason"] is { Length: > 0 } reason) Reason = reason;
    }

    public CronJobFacts CronJob() => new(name)
    {
        Schedule = Info["schedule"],
        // Where no zone is set it writes "local": that of the controller.
        Zone = Info["timezone"] is var zone && zone is "local" or "Local" ? "" : zone,
        ForbidsOverlap = Info["concurrency_policy"] == "Forbid",
        IsSuspended = IsSuspended,
        CreatedAt = Time(Created),
        LastScheduledAt = Time(LastScheduled),
        LastSucceededAt = Time(LastSucceeded),
    };

    public JobFacts Job() => new(name)
    {
        OwnerKind = Named("owner_kind"),
        OwnerName = Named("owner_name"),
        CreatedAt = Time(Created),
        StartedAt = Time(Started),
        EndedAt = IsComplete ? Time(Completed) : null,
        Phase = IsComplete ? JobPhase.Succeeded
            : HasFailed ? JobPhase.Failed
            : Started > 0 ? JobPhase.Running : JobPhase.Waiting,
        Reason = Reason,
    };

    /// <summary>A Job without an owner is told as owned by "&lt;none&gt;".</summary>
    private string Named(string label) => Owner[label] is "<none>" ? "" : Owner[label];

    private static DateTimeOffset? Time(double seconds) =>
        seconds > 0 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
}
