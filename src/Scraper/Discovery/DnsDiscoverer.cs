using System.Net;
using System.Net.Sockets;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// dns_sd_configs: A and AAAA through the system's resolver, SRV, MX and NS by asking its servers.
/// </summary>
internal sealed class DnsDiscoverer(string job, DnsDiscoveryModel model, TimeProvider time, ILogger log)
    : RefreshingDiscoverer(job, model.RefreshInterval, time, log)
{
    private readonly TimeProvider _time = time;

    public override string Kind => "dns";

    protected override async Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation)
    {
        var groups = new List<TargetGroup>();
        foreach (var name in model.Names)
            groups.Add(new TargetGroup(name, await TargetsAsync(name, cancellation), Labels.Empty));
        return groups;
    }

    private async Task<IReadOnlyList<Labels>> TargetsAsync(string name, CancellationToken cancellation)
    {
        if (model.Type is "A" or "AAAA")
        {
            var family = model.Type == "A" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            var addresses = await Dns.GetHostAddressesAsync(name, family, cancellation);
            return [.. addresses.Select(
                address => Target(name, new IPEndPoint(address, model.Port).ToString()))];
        }

        var records = await new DnsQuery(_time).AskAsync(name, model.Type, cancellation);
        return [.. records.Select(record => Target(name, record))];
    }

    private Labels Target(string name, DnsRecord record)
    {
        var host = record.Host.TrimEnd('.');
        var port = record.Port ?? model.Port;
        var labels = new LabelsBuilder(Target(name, $"{host}:{port}"));
        if (model.Type == "SRV")
        {
            labels.Set("__meta_dns_srv_record_target", record.Host);
            labels.Set("__meta_dns_srv_record_port", port.ToString());
        }
        else if (model.Type == "MX") labels.Set("__meta_dns_mx_record_target", record.Host);
        else labels.Set("__meta_dns_ns_record_target", record.Host);

        return labels.Build();
    }

    private static Labels Target(string name, string address) =>
        Labels.Of(TargetLabels.Address, address, "__meta_dns_name", name);
}
