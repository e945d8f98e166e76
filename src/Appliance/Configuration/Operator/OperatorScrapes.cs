using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration.Operator;

/// <summary>The scrape configs that monitors, probes and scrape configs come to.</summary>
internal static class OperatorScrapes
{
    public static PrometheusModel AddTo(
        PrometheusModel prometheus, OperatorResources resources, OperatorModel model, ProblemList problems)
    {
        var yaml = Generate(resources, model.Kubeconfig);
        if (yaml.Text.Length == 0) return prometheus;
        var found = new ProblemList();
        var root = YamlFile.Parse(yaml.Text, "operator resources", found);
        IReadOnlyList<ScrapeModel> scrapes = root is null
            ? []
            : new ScrapeSection(prometheus.Global, prometheus.Text, ".").Read(root.List(), [], found);
        foreach (var problem in found.Problems) problems.Add(yaml.Original(problem));
        return prometheus with
        {
            ScrapeConfigs = [.. prometheus.ScrapeConfigs, .. scrapes],
            Text = root is null
                ? prometheus.Text
                : $"{prometheus.Text.TrimEnd('\n')}\n# Of the operator's resources:\n"
                    + string.Concat(YamlEcho.Write(root, maskSecrets: true).Split('\n')
                        .Select(line => $"# {line}".TrimEnd() + "\n")),
        };
    }

    public static GeneratedYaml Generate(OperatorResources resources, string kubeconfig)
    {
        var (yaml, secrets) = (new GeneratedYaml(), new SecretBook(resources));
        var selected = new OperatorSelection(resources);
        var monitors = new MonitorWriter(yaml, secrets, kubeconfig);
        foreach (var kind in (string[])["ServiceMonitor", "PodMonitor"])
        {
            foreach (var monitor in selected.Of(kind)) monitors.Write(monitor);
        }

        var probes = new ProbeWriter(yaml, secrets, monitors);
        foreach (var probe in selected.Of("Probe")) probes.Write(probe);
        var configs = new ScrapeConfigWriter(yaml, secrets);
        foreach (var config in selected.Of("ScrapeConfig")) configs.Write(config);
        return yaml;
    }
}
