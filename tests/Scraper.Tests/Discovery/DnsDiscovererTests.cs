using System.Net;
using Hotaru.Model;
using Hotaru.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotaru.Scraper.Tests.Discovery;

public sealed class DnsDiscovererTests : IAsyncLifetime
{
    private const int Srv = 33;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private readonly ManualTime _time = new();
    private readonly NameServer _server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Srv_records_give_host_and_port()
    {
        _server.Records[("_m._tcp.lan", Srv)] =
            [NameServer.Srv("a.lan", 9100), NameServer.Srv("b.lan", 9101)];
        await using var refreshes = Start("SRV", "_m._tcp.lan");
        await refreshes.EndedAsync(1, 0);

        Assert.Equal(["a.lan:9100", "b.lan:9101"], refreshes.Addresses);
        Assert.Equal(
            Labels.Of(
                "__address__", "a.lan:9100", "__meta_dns_name", "_m._tcp.lan",
                "__meta_dns_srv_record_port", "9100", "__meta_dns_srv_record_target", "a.lan."),
            refreshes.Last[0].Targets[0]);
    }

    [Theory]
    [InlineData("MX", 15, "__meta_dns_mx_record_target")]
    [InlineData("NS", 2, "__meta_dns_ns_record_target")]
    public async Task Mail_and_name_servers_have_the_port_of_the_configuration(
        string type, int number, string label)
    {
        _server.Records[("lan", number)] =
            [type == "MX" ? NameServer.Mx("m.lan") : NameServer.Name("m.lan")];
        await using var refreshes = Start(type, "lan");
        await refreshes.EndedAsync(1, 0);
        Assert.Equal(
            Labels.Of("__address__", "m.lan:80", "__meta_dns_name", "lan", label, "m.lan."),
            Assert.Single(refreshes.Last[0].Targets));
    }

    [Fact]
    public async Task An_answer_that_is_cut_is_asked_for_again_over_tcp()
    {
        _server.Cuts = true;
        _server.Records[("x.lan", Srv)] =
            [.. Enumerable.Range(0, 100).Select(i => NameServer.Srv($"host-{i}.lan", 9100))];
        await using var refreshes = Start("SRV", "x.lan");
        await refreshes.EndedAsync(1, 0);
        Assert.Equal(100, refreshes.Addresses.Count());
        Assert.Equal(1, _server.OverTcp);
    }

    [Fact]
    public async Task A_name_that_cannot_be_asked_for_keeps_its_targets_and_the_others_go_on()
    {
        _server.Records[("a.lan", Srv)] = [NameServer.Srv("a1.lan", 1)];
        _server.Records[("b.lan", Srv)] = [NameServer.Srv("b1.lan", 1)];
        _server.Failing.Add("b.lan");
        await using var refreshes = Start("SRV", "b.lan", "a.lan");
        await refreshes.EndedAsync(1, 1);
        Assert.Equal(["a1.lan:1"], refreshes.Addresses);

        _server.Failing.Remove("b.lan");
        refreshes.Next(Interval);
        await refreshes.EndedAsync(2, 1);
        Assert.Equal(["a1.lan:1", "b1.lan:1"], refreshes.Addresses.Order(StringComparer.Ordinal));

        _server.Failing.Add("b.lan");
        _server.Records[("a.lan", Srv)] = [NameServer.Srv("a2.lan", 1)];
        refreshes.Next(Interval);
        await refreshes.EndedAsync(3, 2);
        Assert.Equal(["a2.lan:1", "b1.lan:1"], refreshes.Addresses.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_gone_has_no_targets_any_more()
    {
        _server.Records[("a.lan", Srv)] = [NameServer.Srv("a1.lan", 1)];
        await using var refreshes = Start("SRV", "a.lan");
        await refreshes.EndedAsync(1, 0);
        _server.Records.Remove(("a.lan", Srv));
        refreshes.Next(Interval);
        await refreshes.EndedAsync(2, 0);
        Assert.Empty(refreshes.Addresses);
    }

    [Theory]
    [InlineData("A", "127.0.0.1:80")]
    [InlineData("AAAA", "[::1]:80")]
    public async Task Addresses_come_from_the_resolver_of_the_system(string type, string address)
    {
        var name = type == "A" ? "127.0.0.1" : "::1";
        await using var refreshes = Start(type, name);
        await refreshes.EndedAsync(1, 0);
        Assert.Equal(
            Labels.Of("__address__", address, "__meta_dns_name", name),
            Assert.Single(refreshes.Last[0].Targets));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_passed_over()
    {
        using var nobody = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var gone = (IPEndPoint)nobody.Client.LocalEndPoint!;
        nobody.Close();
        _server.Records[("a.lan", Srv)] = [NameServer.Srv("a1.lan", 1)];
        await using var refreshes = Start("SRV", [gone, _server.Address], "a.lan");
        await refreshes.EndedAsync(1, 0);
        Assert.Equal(["a1.lan:1"], refreshes.Addresses);
    }

    private Refreshes Start(string type, params string[] names) => Start(type, [_server.Address], names);

    private Refreshes Start(string type, IReadOnlyList<IPEndPoint> servers, params string[] names) => new(
        new DnsDiscoverer(
            "j", new DnsDiscoveryModel(names, type, 80, Interval), _time, NullLogger.Instance,
            new DnsQuery(_time, servers)),
        _time);
}
