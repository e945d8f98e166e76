using System.Net;
using System.Net.Sockets;
using Hotaru.Model;
using Microsoft.Extensions.Logging;

namespace Hotaru.Scraper;

/// <summary>
/// dns_sd_configs: A and AAAA through the system's resolver, SRV, MX and NS by asking its servers.
/// </summary>
/// <param name="query">Asks name servers; A and AAAA go to the system's resolver.</param>
internal sealed class DnsDiscoverer(
    string job, DnsDiscoveryModel model, TimeProvider time, ILogger log, DnsQuery query)
    : RefreshingDiscoverer(job, model.RefreshInterval, time, log)
{
    /// <summary>What was found last for each name: it stays while asking for that name fails.</summary>
    private readonly Dictionary<string, TargetGroup> _found = new(StringComparer.Ordinal);

    public override string Kind => "dns";

    protected override async Task<IReadOnlyList<TargetGroup>> RefreshAsync(CancellationToken cancellation)
    {
        foreach (var name in model.Names)
        {
            Totals.LookedUp();
            try
            {
                _found[name] = new TargetGroup(name, await TargetsAsync(name, cancellation), Labels.Empty);
            }
            catch (Exception e) when (IsExpected(e) && !cancellation.IsCancellationRequested)
            {
                // One name that cannot be asked for is no reason to leave the others out.
                Failed(e);
            }
        }

        return [.. _found.Values];
    }

    private async Task<IReadOnlyList<Labels>> TargetsAsync(string name, CancellationToken cancellation)
    {
        if (model.Type is "A" or "AAAA")
        {
            var addresses = await AddressesAsync(name, cancellation);
            return [.. addresses.Select(
                address => Target(name, new IPEndPoint(address, model.Port).ToString()))];
        }

        var records = await query.AskAsync(name, model.Type, cancellation);
        return [.. records.Select(record => Target(name, record))];
    }

    private async Task<IPAddress[]> AddressesAsync(string name, CancellationToken cancellation)
    {
        var family = model.Type == "A" ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        try
        {
            return await Dns.GetHostAddressesAsync(name, family, cancellation);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            // The answer is that there is none: its targets go.
            return [];
        }
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
