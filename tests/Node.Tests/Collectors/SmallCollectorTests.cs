namespace Hotaru.Node.Tests;

/// <summary>Collectors that read one or two small files.</summary>
public sealed class SmallCollectorTests
{
    private readonly CollectorPage _page = new();

    [Fact]
    public void Meminfo_kilobytes_become_bytes_and_parentheses_underscores()
    {
        _page.Files["/proc/meminfo"] =
            "MemTotal:         948304 kB\nActive(anon):      1576 kB\nHugePages_Total:       3\n";

        Assert.Equal(
            [
                "node_memory_Active_anon_bytes 1613824", "node_memory_HugePages_Total 3",
                "node_memory_MemTotal_bytes 971063296",
            ],
            _page.Samples(new MemoryCollector(_page.Machine())));
    }

    [Fact]
    public void Netstat_shows_the_chosen_counters_untyped()
    {
        _page.Files["/proc/net/netstat"] = "TcpExt: SyncookiesSent TCPHPHits ListenDrops\nTcpExt: 1 2 3\n";
        _page.Files["/proc/net/snmp"] = "Tcp: RtoMin InErrs CurrEstab\nTcp: 200 4 -1\n";
        _page.Files["/proc/net/snmp6"] = "Ip6InOctets \t128\nIp6InNoRoutes 7\nUdp6InErrors 0\n";

        var collector = new NetworkCountersCollector(_page.Machine());

        Assert.Equal(
            [
                "node_netstat_Ip6_InOctets 128", "node_netstat_TcpExt_ListenDrops 3",
                "node_netstat_TcpExt_SyncookiesSent 1", "node_netstat_Tcp_CurrEstab -1",
                "node_netstat_Tcp_InErrs 4", "node_netstat_Udp6_InErrors 0",
            ],
            _page.Samples(collector));
        Assert.Contains("# TYPE node_netstat_Tcp_CurrEstab untyped\n", _page.Text(collector));
    }

    [Fact]
    public void Sockets_have_their_memory_in_pages_and_in_bytes()
    {
        _page.Files["/proc/net/sockstat"] = "sockets: used 23\nTCP: inuse 4 mem 2\n";

        Assert.Equal(
            [
                "node_sockstat_TCP_inuse 4", "node_sockstat_TCP_mem 2",
                $"node_sockstat_TCP_mem_bytes {2 * Environment.SystemPageSize}",
                    "node_sockstat_sockets_used 23",
            ],
            _page.Samples(new SocketCollector(_page.Machine())));
    }

    [Fact]
    public void Softnet_reads_hex_and_the_cpu_of_newer_kernels()
    {
        _page.Files["/proc/net/softnet_stat"] =
            "0000000f 00000001 0000000a 0 0 0 0 0 0 0 0 0 00000003 0 0\n";

        Assert.Equal(
            [
                """node_softnet_dropped_total{cpu="3"} 1""", """node_softnet_processed_total{cpu="3"} 15""",
                """node_softnet_times_squeezed_total{cpu="3"} 10""",
            ],
            _page.Samples(new SoftnetCollector(_page.Machine())));
    }

    [Fact]
    public void Connection_tracking_sums_hex_counters_over_cpus()
    {
        _page.Files["/proc/sys/net/netfilter/nf_conntrack_count"] = "12\n";
        _page.Files["/proc/sys/net/netfilter/nf_conntrack_max"] = "65536\n";
        _page.Files["/proc/net/stat/nf_conntrack"] =
            "entries  found drop search_restart\n"
            + "0000000c  0000000a 00000001 00000000\n0000000c  00000006 0 2\n";

        var samples = _page.Samples(new ConnectionTrackingCollector(_page.Machine()));

        Assert.Contains("node_nf_conntrack_entries 12", samples);
        Assert.Contains("node_nf_conntrack_stat_found 16", samples);
        Assert.Contains("node_nf_conntrack_stat_search_restart 2", samples);
        Assert.Contains("node_nf_conntrack_stat_ignore 0", samples);
    }

    [Fact]
    public void Pressure_totals_are_microseconds()
    {
        _page.Files["/proc/pressure/io"] =
            "some avg10=0.00 avg60=0.00 avg300=0.00 total=3576597\nfull avg10=0.00 total=3085711\n";

        Assert.Equal(
            [
                "node_pressure_io_stalled_seconds_total 3.085711",
                "node_pressure_io_waiting_seconds_total 3.576597",
            ],
            _page.Samples(new PressureCollector(_page.Machine())));
    }

    [Fact]
    public void Arp_entries_are_counted_by_interface()
    {
        _page.Files["/proc/net/arp"] =
            "IP address       HW type     Flags       HW address            Mask     Device\n"
            + "192.168.1.1      0x1         0x2         cc:aa:dd:ee:aa:bb     *        eth0\n"
            + "192.168.1.3      0x1         0x2         bb:cc:dd:ee:ff:bb     *        wlan0\n"
            + "192.168.1.2      0x1         0x2         bb:cc:dd:ee:ff:aa     *        eth0\n";

        Assert.Equal(
            ["""node_arp_entries{device="eth0"} 2""", """node_arp_entries{device="wlan0"} 1"""],
            _page.Samples(new ArpCollector(_page.Machine())));
    }

    [Fact]
    public void Os_release_values_lose_their_quotes_and_give_a_version()
    {
        _page.Files["/etc/os-release"] =
            "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n"
            + "NAME=\"Debian \\\"GNU\\\"\"\nID=debian\nVERSION_ID=\"13\"\n";

        var samples = _page.Samples(new OsCollector(_page.Machine()));

        Assert.Contains("""pretty_name="Debian GNU/Linux 13 (trixie)",""", samples[0]);
        Assert.Equal("""node_os_version{id="debian",id_like="",name="Debian \"GNU\""} 13""", samples[1]);
    }

    [Fact]
    public void Udp_queues_are_summed_over_sockets()
    {
        _page.Files["/proc/net/udp"] =
            "  sl  local_address rem_address   st tx_queue rx_queue\n"
            + " 0: 00000000:0016 00000000:0000 0A 00000015:00000001 00:0\n"
            + " 1: 00000000:0016 00000000:0000 0A 00000001:0000000f 00:0\n";

        Assert.Equal(
            [
                """node_udp_queues{ip="v4",queue="rx"} 16""", """node_udp_queues{ip="v4",queue="tx"} 22""",
            ],
            _page.Samples(new UdpQueueCollector(_page.Machine())));
    }

    [Fact]
    public void A_machine_without_the_files_gives_no_samples()
    {
        var machine = _page.Machine();
        ICollector[] collectors =
        [
            new CpuCollector(machine), new LoadCollector(machine), new MemoryCollector(machine),
            new DiskCollector(machine), new FileSystemCollector(machine), new NetworkDeviceCollector(machine),
            new NetworkClassCollector(machine), new HardwareMonitorCollector(machine),
            new StatCollector(machine),
            new RaidCollector(machine), new DmiCollector(machine), new NvmeCollector(machine),
            new PressureCollector(machine), new SocketCollector(machine), new PowerSupplyCollector(machine),
        ];
        foreach (var collector in collectors)
        {
            Assert.Empty(_page.Samples(collector));
            Assert.False(collector.Collect(new NodePage()), collector.Name);
        }
    }
}
