namespace Hotaru.Jobs.Tests.Kubernetes.Ozon;

/// <summary>One run as the plan has it.</summary>
/// <param name="Retries">Pods that failed before the run was over.</param>
internal sealed record PlannedRun(
    string Name, DateTimeOffset Due, DateTimeOffset Start, DateTimeOffset End, bool Succeeds, int Retries)
{
    /// <summary>When the controller deletes the Job.</summary>
    public DateTimeOffset DeletedAt { get; set; } = DateTimeOffset.MaxValue;
}
