using Hotaru.Jobs;
using Hotaru.Kubernetes;
using Hotaru.Model;

namespace Hotaru.Appliance.Configuration;

/// <summary>
/// <c>jobs:</c> of hotaru.yml: a list of jobs, or a map of declared (that list), kubernetes and
/// kube_state_metrics.
/// </summary>
internal static class JobSourcesSection
{
    public static JobSourcesModel Read(ConfigNode? node, string directory)
    {
        if (node is null || !node.IsMap) return new JobSourcesModel(JobsSection.Read(node), null, null);
        var map = node.Map();
        var model = new JobSourcesModel(
            JobsSection.Read(map["declared"]), Cluster(map["kubernetes"], directory),
            StateMetrics(map["kube_state_metrics"]));
        map.End();
        return model;
    }

    private static ClusterJobsModel? Cluster(ConfigNode? node, string directory)
    {
        if (node is null || IsOff(node)) return null;
        var map = node.Map();
        var (server, http) = KubernetesSection.Access(map, directory);
        if (server is null && map["kubeconfig_file"] is null && !ServiceAccount.IsThere)
        {
            map.Problems.Add(node.At, "kubernetes names no API server, and this is no pod of a cluster",
                "add \"kubeconfig_file:\" or \"api_server:\"");
        }

        var model = new ClusterJobsModel(server, http, Options(map));
        map.End();
        return model;
    }

    private static StateMetricsJobsModel? StateMetrics(ConfigNode? node)
    {
        if (node is null || IsOff(node)) return null;
        var map = node.Map();
        var model = new StateMetricsJobsModel(map.Text("cluster_label", "cluster"), Options(map));
        map.End();
        return model;
    }

    private static bool IsOff(ConfigNode node) => node.ScalarText is "false" or "off";

    private static WorkloadOptions Options(ConfigMap map)
    {
        var plain = new WorkloadOptions();
        var labels = new LabelsBuilder();
        foreach (var (name, value) in map.TextMap("labels"))
        {
            if (LabelNames.IsLegacyValid(name)) labels.Set(name, value);
            else map.Problems.Add(map.KeyAt("labels"), $"\"{name}\" is not a label name");
        }

        return plain with
        {
            Spaces = map.Texts("namespaces"),
            ExcludedSpaces = map.Texts("exclude_namespaces"),
            IncludesLoneJobs = map.Flag("lone_jobs", plain.IncludesLoneJobs),
            Zone = map["zone"] is { } zone ? JobsSection.Zone(zone) : plain.Zone,
            StartGrace = map.Duration("start_grace", plain.StartGrace),
            LongestRun = map["longest_run"]?.Duration(),
            FailuresInARow = (int)map.Integer("failures_in_a_row", plain.FailuresInARow),
            Severity = map.Text("severity", plain.Severity),
            Labels = labels.Build(),
        };
    }
}
