using System.Text.Json;
using Hotaru.Kubernetes;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>CronJobs, Jobs and the pods of Jobs, as an API server has them now.</summary>
internal sealed class ClusterLists : IAsyncDisposable
{
    private readonly List<ReflectorLease> _crons;
    private readonly List<ReflectorLease> _jobs;
    private readonly List<ReflectorLease> _pods;
    private readonly Action _changed;
    private Dictionary<KubernetesObject, CronJobFacts> _cronFacts = [];
    private Dictionary<KubernetesObject, JobFacts> _jobFacts = [];

    /// <param name="lease">Begins to watch.</param>
    /// <param name="spaces">Namespaces to look into, one watch for each; none: all of them with one
    /// watch.</param>
    public ClusterLists(
        Func<ResourceQuery, ReflectorLease> lease, IReadOnlyCollection<string> spaces, Action changed)
    {
        List<ReflectorLease> Lease(ResourceKind kind, string selector) =>
            [.. (spaces.Count == 0 ? [""] : spaces).Select(s => lease(new ResourceQuery(kind, s, selector)))];

        _changed = changed;
        (_crons, _jobs) = (Lease(ResourceKind.CronJobs, ""), Lease(ResourceKind.Jobs, ""));
        _pods = Lease(ResourceKind.Pods, "job-name");
        foreach (var list in All) list.Reflector.Changed += changed;
    }

    /// <summary>Null before every list was read once; pods may be forbidden to us, and are not waited for.
    /// </summary>
    public WorkloadPicture? Picture()
    {
        // Read before the objects: what comes in between is then seen and not yet vouched for.
        var heard = _crons.Concat(_jobs).Min(list => list.Reflector.HeardAt ?? DateTimeOffset.MinValue);
        if (heard == DateTimeOffset.MinValue) return null;
        _cronFacts = Objects(_crons).ToDictionary(
            cron => cron, cron => _cronFacts.GetValueOrDefault(cron) ?? KubernetesReader.CronJob(cron.Json));
        var pods = Objects(_pods).ToLookup(
            pod => (pod.Space, pod.Json.Text("metadata", "labels", "job-name")), pod => pod.Json);
        _jobFacts = Objects(_jobs).ToDictionary(job => job, job => Job(job, pods));
        return new WorkloadPicture(_cronFacts.Values, _jobFacts.Values, heard);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var list in All)
        {
            list.Reflector.Changed -= _changed;
            await list.DisposeAsync();
        }
    }

    private IEnumerable<ReflectorLease> All => [.. _crons, .. _jobs, .. _pods];

    private static IEnumerable<KubernetesObject> Objects(List<ReflectorLease> lists) =>
        lists.SelectMany(list => list.Reflector.Objects);

    private JobFacts Job(KubernetesObject job, ILookup<(string, string), JsonElement> pods) =>
        _jobFacts.GetValueOrDefault(job) ?? KubernetesReader.Job(job.Json, pods[(job.Space, job.Name)]);
}
