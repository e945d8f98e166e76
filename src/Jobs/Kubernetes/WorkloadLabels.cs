using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>Which job of ours a CronJob or Job is, and which run.</summary>
internal static class WorkloadLabels
{
    public const string Namespace = "namespace";
    public const string Cluster = "cluster";

    public static Labels Of(WorkloadName name, WorkloadOptions options)
    {
        var labels = new LabelsBuilder(options.Labels);
        if (name.Cluster.Length > 0) labels.Set(Cluster, name.Cluster);
        return labels.Set(LabelNames.Job, name.Name).Set(Namespace, name.Space).Build();
    }

    /// <summary>
    /// The job is the owner, so that its newest run tells how it is, whatever older Jobs of it lie about.
    /// A Job that nobody owns is known by what its name was made of.
    /// </summary>
    public static Labels JobOf(JobFacts job, WorkloadOptions options)
    {
        var name = job.OwnerName.Length > 0 ? job.OwnerName
            : job.NameStem.Length > 0 ? job.NameStem : job.Name.Name;
        return Of(job.Name with { Name = name }, options);
    }

    /// <summary>
    /// A CronJob never uses a name twice. A person does, so there the time of creation tells runs apart.
    /// </summary>
    public static string RunOf(JobFacts job) => job.OwnerKind == "CronJob" || job.CreatedAt is not { } created
        ? job.Name.Name
        : $"{job.Name.Name}@{created.ToUnixTimeSeconds()}";
}
