using System.Text;

namespace Hotaru.Node;

/// <summary>Traffic of every interface but the loopback, from /proc/net/dev.</summary>
internal sealed class NetworkDeviceCollector(Machine machine) : ICollector
{
    private static readonly (string Name, string Help)[] Columns =
    [
        ("node_network_receive_bytes_total", "Bytes received."),
        ("node_network_receive_packets_total", "Packets received."),
        ("node_network_receive_errs_total", "Packets received with errors."),
        ("node_network_receive_drop_total", "Packets received and dropped."),
        ("node_network_receive_fifo_total", "Overruns of the receiving buffer."),
        ("node_network_receive_frame_total", "Packets received with framing errors."),
        ("node_network_receive_compressed_total", "Compressed packets received."),
        ("node_network_receive_multicast_total", "Multicast packets received."),
        ("node_network_transmit_bytes_total", "Bytes sent."),
        ("node_network_transmit_packets_total", "Packets sent."),
        ("node_network_transmit_errs_total", "Packets that could not be sent."),
        ("node_network_transmit_drop_total", "Packets dropped instead of sent."),
        ("node_network_transmit_fifo_total", "Overruns of the sending buffer."),
        ("node_network_transmit_colls_total", "Collisions."),
        ("node_network_transmit_carrier_total", "Losses of carrier while sending."),
        ("node_network_transmit_compressed_total", "Compressed packets sent."),
    ];

    private readonly FileText _devices = new();

    public string Name => "netdev";

    public bool Collect(NodePage page)
    {
        if (!machine.Files.TryRead(machine.Proc("net/dev"), _devices)) return false;
        var text = _devices.Span;
        while (KernelText.NextLine(ref text, out var line))
        {
            var colon = line.LastIndexOf((byte)':');
            if (colon < 0) continue;
            var device = line[..colon].Trim((byte)' ');
            if (device.SequenceEqual("lo"u8)) continue;
            line = line[(colon + 1)..];
            foreach (var (name, help) in Columns)
            {
                if (!KernelText.NextField(ref line, out var field)) break;
                page.Counter(name, help).Add(KernelText.Number(field), "device"u8, device);
            }

            var path =
                $"{machine.Sys("class/net/")}{Encoding.UTF8.GetString(device)}/statistics/rx_nohandler";
            var unhandled = machine.Number(path);
            if (double.IsNaN(unhandled)) continue;
            page.Counter(
                "node_network_receive_nohandler_total",
                "Packets received that nothing on the machine wanted.")
                .Add(unhandled, "device"u8, device);
        }

        return true;
    }
}
