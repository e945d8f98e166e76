using Hotaru.Jobs;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>jobs.kube_state_metrics</c>: jobs known by series that are stored here.</summary>
/// <param name="ClusterLabel">Tells clusters apart; empty: there is only one.</param>
internal sealed record StateMetricsJobsModel(string ClusterLabel, WorkloadOptions Options);
