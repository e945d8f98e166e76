namespace Hotaru.Scraper;

/// <summary>attach_metadata: whose labels go along with those of the target.</summary>
public sealed record KubernetesMetadata
{
    public static readonly KubernetesMetadata None = new();

    public bool Node { get; init; }

    public bool Namespace { get; init; }

    /// <summary>The Deployment that owns the ReplicaSet that owns the pod.</summary>
    public bool Deployment { get; init; }

    /// <summary>The Job that owns the pod.</summary>
    public bool Job { get; init; }

    /// <summary>The CronJob that owns the Job that owns the pod.</summary>
    public bool CronJob { get; init; }
}
