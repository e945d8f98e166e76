using Hotaru.Jobs;

namespace Hotaru.Appliance.Configuration;

/// <summary>Whence jobs are known beside their own signs of life.</summary>
internal sealed record JobSourcesModel(
    IReadOnlyList<JobModel> Declared, ClusterJobsModel? Kubernetes, StateMetricsJobsModel? StateMetrics);
