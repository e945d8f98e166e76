namespace Hotaru.Node;

/// <summary>State and settings of every interface, from /sys/class/net.</summary>
internal sealed class NetworkClassCollector(Machine machine) : ICollector
{
    private static readonly (
        string File, string Name, string Help, bool IsCounter, double Factor)[] Attributes =
    [
        ("addr_assign_type", "node_network_address_assign_type", "How the address was chosen.", false, 1),
        ("carrier", "node_network_carrier", "Whether there is a carrier.", false, 1),
        ("carrier_changes", "node_network_carrier_changes_total", "Changes of the carrier.", true, 1),
        ("carrier_up_count", "node_network_carrier_up_changes_total", "Times the carrier came.", true, 1),
        ("carrier_down_count", "node_network_carrier_down_changes_total", "Times the carrier went.", true, 1),
        ("dev_id", "node_network_device_id", "Tells interfaces with one address apart.", false, 1),
        ("dormant", "node_network_dormant", "Whether it waits for something outside, such as a login.", false,
            1),
        ("flags", "node_network_flags", "The interface flags (IFF_*) as a number.", false, 1),
        ("ifindex", "node_network_iface_id", "Number of the interface.", false, 1),
        ("iflink", "node_network_iface_link", "Number of the interface it is linked to.", false, 1),
        ("link_mode", "node_network_iface_link_mode", "Link mode.", false, 1),
        ("mtu", "node_network_mtu_bytes", "Largest payload of a packet.", false, 1),
        ("name_assign_type", "node_network_name_assign_type", "How the name was chosen.", false, 1),
        ("netdev_group", "node_network_net_dev_group", "Group of the interface.", false, 1),
        ("speed", "node_network_speed_bytes", "Speed of the link in bytes a second.", false, 1e6 / 8),
        ("tx_queue_len", "node_network_transmit_queue_length", "Packets the sending queue can hold.", false,
            1),
        ("type", "node_network_protocol_type", "Kind of the interface (ARPHRD_*) as a number.", false, 1),
    ];

    public string Name => "netclass";

    public bool Collect(NodePage page)
    {
        var devices = machine.Files.List(machine.Sys("class/net"));
        foreach (var device in devices)
        {
            // A plain file such as bonding_masters stands among the interfaces.
            var directory = $"{machine.Sys("class/net/")}{device}/";
            var state = machine.Line(directory + "operstate");
            if (state is null) continue;
            page.Gauge("node_network_up", "Whether the interface is up.")
                .Add(state == "up" ? 1 : 0, "device"u8, device);
            CollectInfo(page, directory, device, state);
            foreach (var (file, name, help, isCounter, factor) in Attributes)
            {
                // Reading some of these fails while the interface is down.
                var value = machine.Number(directory + file);
                if (double.IsNaN(value)) continue;
                var family = isCounter ? page.Counter(name, help) : page.Gauge(name, help);
                family.Add(value * factor, "device"u8, device);
            }
        }

        return devices.Count > 0;
    }

    private void CollectInfo(NodePage page, string directory, string device, string state) =>
        page.Gauge("node_network_info", "Addresses and state of the interface.").Begin()
            .Label("address"u8, machine.Line(directory + "address") ?? "")
            .Label("broadcast"u8, machine.Line(directory + "broadcast") ?? "")
            .Label("device"u8, device)
            .Label("duplex"u8, machine.Line(directory + "duplex") ?? "")
            .Label("ifalias"u8, machine.Line(directory + "ifalias") ?? "")
            .Label("operstate"u8, state).End(1);
}
