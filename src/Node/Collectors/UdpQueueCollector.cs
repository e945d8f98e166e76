namespace Hotaru.Node;

/// <summary>Bytes that wait in the queues of UDP sockets, from /proc/net/udp and udp6.</summary>
internal sealed class UdpQueueCollector(Machine machine) : ICollector
{
    public string Name => "udp_queues";

    public bool Collect(NodePage page)
    {
        var any = Collect(page, machine.ReadProc("net/udp"), "v4"u8);
        return any | Collect(page, machine.ReadProc("net/udp6"), "v6"u8);
    }

    private static bool Collect(NodePage page, ReadOnlySpan<byte> text, ReadOnlySpan<byte> version)
    {
        if (!KernelText.NextLine(ref text, out _)) return false;
        double sending = 0, received = 0;
        while (KernelText.NextLine(ref text, out var line))
        {
            // The fifth field is tx_queue:rx_queue in hex.
            for (var skip = 0; skip < 4; skip++) KernelText.NextField(ref line, out _);
            if (!KernelText.NextField(ref line, out var queues)) continue;
            var colon = queues.IndexOf((byte)':');
            if (colon < 0) continue;
            sending += KernelText.Hex(queues[..colon]);
            received += KernelText.Hex(queues[(colon + 1)..]);
        }

        var family = page.Gauge("node_udp_queues", "Bytes that wait in the queues of UDP sockets.");
        family.Begin().Label("ip"u8, version).Label("queue"u8, "rx"u8).End(received);
        family.Begin().Label("ip"u8, version).Label("queue"u8, "tx"u8).End(sending);
        return true;
    }
}
