using System.Collections.Frozen;
using Hotaru.Model;

namespace Hotaru.Jobs;

/// <summary>
/// Puts CronJobs and Jobs together from the series of kube-state-metrics, as its documentation names them
/// (2.x). Facts that did not change stay the same instances from one page to the next.
/// </summary>
internal sealed class StateMetricsPage(string clusterLabel)
{
    /// <summary>The names that are read here.</summary>
    public static readonly FrozenDictionary<string, Action<StateMetricsDraft, Labels, double>> Readers =
        MakeReaders();

    private Dictionary<WorkloadName, CronJobFacts> _crons = [];
    private Dictionary<WorkloadName, JobFacts> _jobs = [];
    private readonly Dictionary<WorkloadName, StateMetricsDraft> _cronDrafts = [];
    private readonly Dictionary<WorkloadName, StateMetricsDraft> _jobDrafts = [];

    public void Add(Labels labels, double value)
    {
        if (!Readers.TryGetValue(labels[LabelNames.MetricName], out var read)) return;
        var cron = labels["cronjob"];
        var name = cron.Length > 0 ? cron : labels["job_name"];
        if (name.Length == 0) return;
        // Without honor_labels the scrape's own namespace moves the metric's aside.
        var space = labels["exported_namespace"] is { Length: > 0 } moved ? moved : labels["namespace"];
        var workload = new WorkloadName(clusterLabel.Length > 0 ? labels[clusterLabel] : "", space, name);
        var drafts = cron.Length > 0 ? _cronDrafts : _jobDrafts;
        if (!drafts.TryGetValue(workload, out var draft))
            drafts[workload] = draft = new StateMetricsDraft(workload);
        read(draft, labels, value);
    }

    /// <summary>What was added since the last time is all there is.</summary>
    public WorkloadPicture Take(DateTimeOffset heardAt)
    {
        _crons = _cronDrafts.ToDictionary(
            e => e.Key, e => Same(_crons.GetValueOrDefault(e.Key), e.Value.CronJob()));
        _jobs = _jobDrafts.ToDictionary(
            e => e.Key, e => Same(_jobs.GetValueOrDefault(e.Key), e.Value.Job()));
        _cronDrafts.Clear();
        _jobDrafts.Clear();
        return new WorkloadPicture(_crons.Values, _jobs.Values, heardAt);
    }

    private static T Same<T>(T? old, T now)
        where T : class => now.Equals(old) ? old : now;

    private static FrozenDictionary<string, Action<StateMetricsDraft, Labels, double>> MakeReaders() =>
        new Dictionary<string, Action<StateMetricsDraft, Labels, double>>
        {
            ["kube_cronjob_info"] = static (draft, labels, _) => draft.Info = labels,
            ["kube_cronjob_created"] = static (draft, _, value) => draft.Created = value,
            ["kube_cronjob_spec_suspend"] = static (draft, _, value) => draft.IsSuspended = value > 0,
            ["kube_cronjob_status_last_schedule_time"] = static (draft, _, value) =>
                draft.LastScheduled = value,
            ["kube_cronjob_status_last_successful_time"] = static (draft, _, value) =>
                draft.LastSucceeded = value,
            ["kube_job_info"] = static (_, _, _) => { },
            ["kube_job_created"] = static (draft, _, value) => draft.Created = value,
            ["kube_job_owner"] = static (draft, labels, _) => draft.Owner = labels,
            ["kube_job_status_start_time"] = static (draft, _, value) => draft.Started = value,
            ["kube_job_status_completion_time"] = static (draft, _, value) => draft.Completed = value,
            ["kube_job_complete"] = static (draft, labels, value) =>
                draft.IsComplete |= value > 0 && labels["condition"] == "true",
            ["kube_job_failed"] = static (draft, labels, value) => draft.Fail(labels, value),
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
