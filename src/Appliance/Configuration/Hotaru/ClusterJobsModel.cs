using Hotaru.Jobs;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>jobs.kubernetes</c>: the API server whose CronJobs and Jobs are watched.</summary>
/// <param name="Server">Null: that of the cluster this runs in.</param>
internal sealed record ClusterJobsModel(Uri? Server, HttpClientModel Http, WorkloadOptions Options);
