using Hotaru.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>Makes a discoverer of its configuration.</summary>
/// <param name="readYaml">Reads target groups of a YAML file; JSON is read here.</param>
internal sealed class DiscovererFactory(
    TargetGroupReader readYaml, TimeProvider time, ILogger log, DiscoveryTotals totals)
{
    private readonly SharedReflectors _reflectors = new(time, log);

    public IDiscoverer Create(string job, DiscoveryModel model) => model switch
    {
        StaticDiscoveryModel fixedGroups => new StaticDiscoverer(fixedGroups),
        FileDiscoveryModel files => new FileDiscoverer(job, files, readYaml, time, log) { Totals = totals },
        HttpDiscoveryModel http => new HttpDiscoverer(job, http, time, log) { Totals = totals },
        DockerDiscoveryModel docker => new DockerDiscoverer(job, docker, time, log) { Totals = totals },
        KubernetesDiscoveryModel kubernetes =>
            new KubernetesDiscoverer(job, kubernetes, _reflectors, time, log),
        DnsDiscoveryModel dns =>
            new DnsDiscoverer(job, dns, time, log, new DnsQuery(time)) { Totals = totals },
        _ => throw new NotSupportedException($"BUG: no discoverer for {model.GetType().Name}"),
    };
}
