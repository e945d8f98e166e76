using Hotaru.Model;
using Hotaru.Scraper;

namespace Hotaru.Appliance.Configuration;

/// <summary>static_configs and the *_sd_configs.</summary>
internal static class DiscoverySection
{
    private static readonly string[] Unsupported =
    [
        "azure", "aws", "consul", "digitalocean", "dockerswarm", "ec2", "ecs", "elasticache", "eureka", "gce",
        "hetzner",
        "ionos", "kuma", "lightsail", "linode", "marathon", "msk", "nerve", "nomad", "oci", "openstack",
        "outscale",
        "ovhcloud", "puppetdb", "rds", "scaleway", "serverset", "stackit", "triton", "uyuni", "vultr",
    ];

    public static IReadOnlyList<DiscoveryModel> Read(ConfigMap map, string directory)
    {
        var all = new List<DiscoveryModel>();
        if (map["static_configs"] is { } groups)
        {
            // A job that relabels may have URLs for targets, which are then parameters of a prober.
            var allowsUrls = map.List("relabel_configs").Count > 0;
            all.Add(new StaticDiscoveryModel(TargetGroupSection.Read(groups.List(), "", allowsUrls)));
        }

        all.AddRange(map.List("file_sd_configs").Select(node => FromFiles(node.Map(), directory)));
        all.AddRange(map.List("http_sd_configs").Select(node => FromHttp(node.Map(), directory)));
        all.AddRange(map.List("dns_sd_configs").Select(node => FromDns(node.Map())));
        all.AddRange(map.List("docker_sd_configs").Select(node => FromDocker(node.Map(), directory)));
        all.AddRange(
            map.List("kubernetes_sd_configs").Select(node => KubernetesSection.Read(node.Map(), directory)));
        foreach (var name in Unsupported.Select(kind => kind + "_sd_configs")
            .Where(name => map[name] is not null))
        {
            map.Problems.Add(map.KeyAt(name), $"{name} is not supported",
                "use file_sd_configs or http_sd_configs, which any tool can feed");
        }

        return all;
    }

    private static FileDiscoveryModel FromFiles(ConfigMap map, string directory)
    {
        var files = new List<string>();
        foreach (var node in map.List("files"))
        {
            var path = node.Text() ?? "";
            if (path.EndsWith(".json", StringComparison.Ordinal)
                || path.EndsWith(".yml", StringComparison.Ordinal)
                || path.EndsWith(".yaml", StringComparison.Ordinal)) files.Add(Path.Combine(directory, path));
            else
                node.Problems.Add(node.At, $"{GoText.Quote(path)} is not a path for file discovery",
                    "end it with .json, .yml or .yaml");
        }

        if (map["files"] is null) map.Problems.Add(map.At, "file_sd_configs has no files", "add \"files:\"");
        var model = new FileDiscoveryModel(files, map.Duration("refresh_interval", TimeSpan.FromMinutes(5)));
        map.End();
        return model;
    }

    private static HttpDiscoveryModel FromHttp(ConfigMap map, string directory)
    {
        var url = map["url"] is { } node ? HttpSection.Url(node) : null;
        if (map["url"] is null) map.Problems.Add(map.At, "http_sd_configs has no url", "add \"url:\"");
        var model = new HttpDiscoveryModel(
            url ?? new Uri("http://localhost"), map.Duration("refresh_interval", TimeSpan.FromMinutes(1)),
            HttpSection.Read(map, directory, HttpSection.Defaults));
        map.End();
        return model;
    }

    private static DnsDiscoveryModel FromDns(ConfigMap map)
    {
        var type = map.Text("type") is { Length: > 0 } named ? named.ToUpperInvariant() : "SRV";
        if (type is not ("A" or "AAAA" or "SRV" or "MX" or "NS"))
            map.Problems.Add(
                map["type"]!.At, $"{GoText.Quote(type)} is not a DNS type", "write A, AAAA, MX, NS or SRV");
        var names = map.Texts("names");
        if (names.Count == 0) map.Problems.Add(map.At, "dns_sd_configs has no names", "add \"names:\"");
        var port = (int)map.Integer("port", 0);
        if (type != "SRV" && port == 0)
            map.Problems.Add(map.At, $"dns_sd_configs of type {type} has no port", "add \"port:\"");
        var model = new DnsDiscoveryModel(
            names, type, port, map.Duration("refresh_interval", TimeSpan.FromSeconds(30)));
        map.End();
        return model;
    }

    private static DockerDiscoveryModel FromDocker(ConfigMap map, string directory)
    {
        var host = map.Required("host", "docker_sd_configs");
        if (!Uri.TryCreate(host, UriKind.Absolute, out var uri) && host.Length > 0)
        {
            map.Problems.Add(map["host"]!.At, $"{GoText.Quote(host)} is not an address",
                "write it as unix:///var/run/docker.sock or tcp://host:2375");
        }

        var filters = map.List("filters").Select(node =>
        {
            var filter = node.Map();
            var pair = KeyValuePair.Create(filter.Required("name", "a filter"), filter.Texts("values"));
            filter.End();
            return pair;
        });
        var model = new DockerDiscoveryModel(
            uri ?? new Uri("unix:///var/run/docker.sock"), (int)map.Integer("port", 80),
            map.Text("host_networking_host", "localhost"), map.Flag("match_first_network", true),
            [.. filters],
            map.Duration("refresh_interval", TimeSpan.FromMinutes(1)),
            HttpSection.Read(map, directory, HttpSection.Defaults));
        map.End();
        return model;
    }
}
