namespace Hotaru.Client;

/// <summary>
/// Where a run belongs, from its environment. What stays the same from run to run names the group; the pod,
/// which is another each time, is a label of the series, so that no group is left behind for each pod.
/// </summary>
internal sealed record JobLabels(
    IReadOnlyList<KeyValuePair<string, string>> OfGroup, IReadOnlyList<KeyValuePair<string, string>> OfSeries)
{
    private const string NamespaceFile = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    public static JobLabels OfEnvironment(IReadOnlyDictionary<string, string> given) =>
        Of(Environment.GetEnvironmentVariable, ReadNamespace, given);

    internal static JobLabels Of(
        Func<string, string?> variable, Func<string?> serviceNamespace, IReadOnlyDictionary<string,
            string> given)
    {
        var inKubernetes = !string.IsNullOrEmpty(variable("KUBERNETES_SERVICE_HOST"));
        var group = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(group, "environment", variable("HOTARU_ENVIRONMENT"), variable("DOTNET_ENVIRONMENT"));
        Add(group, "namespace", variable("POD_NAMESPACE"), inKubernetes ? serviceNamespace() : null);
        Add(group, "cronjob", variable("CRONJOB_NAME"), null);
        foreach (var (name, value) in given) group[name] = value;
        group.Remove("job");
        var series = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add(series, "pod", variable("POD_NAME"), inKubernetes ? variable("HOSTNAME") : null);
        return new JobLabels([.. group], [.. series.Where(label => !group.ContainsKey(label.Key))]);
    }

    private static void Add(SortedDictionary<string, string> labels, string name, string? first,
        string? second)
    {
        var value = string.IsNullOrEmpty(first) ? second : first;
        if (!string.IsNullOrWhiteSpace(value)) labels[name] = value.Trim();
    }

    private static string? ReadNamespace()
    {
        try
        {
            return File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
