namespace Hotaru.Jobs;

/// <summary>What a CronJob or Job is called.</summary>
/// <param name="Cluster">Empty where there is only one.</param>
public readonly record struct WorkloadName(string Cluster, string Space, string Name)
{
    public override string ToString() => $"{Space}/{Name}";
}
