namespace Hotaru.Node;

/// <summary>
/// The protocols' counters of /proc/net/netstat, snmp and snmp6 that node_exporter shows by default (a
/// machine has several hundred of them). They are untyped there, as gauges and counters stand mixed in those
/// files.
/// </summary>
internal sealed class NetworkCountersCollector(Machine machine) : ICollector
{
    public string Name => "netstat";

    public bool Collect(NodePage page)
    {
        var any = CollectPairs(page, machine.ReadProc("net/netstat"));
        any |= CollectPairs(page, machine.ReadProc("net/snmp"));
        CollectFlat(page, machine.ReadProc("net/snmp6"));
        return any;
    }

    /// <summary>Two lines for each protocol: its names, then its values.</summary>
    private static bool CollectPairs(NodePage page, ReadOnlySpan<byte> text)
    {
        var any = false;
        while (KernelText.NextLine(ref text, out var names) && KernelText.NextLine(ref text, out var values))
        {
            KernelText.NextField(ref names, out var protocol);
            KernelText.NextField(ref values, out _);
            protocol = protocol.TrimEnd((byte)':');
            while (KernelText.NextField(ref names, out var name)
                && KernelText.NextField(ref values, out var value))
                Add(page, protocol, name, value);
            any = true;
        }

        return any;
    }

    /// <summary>A line for each counter: Ip6InOctets 128. The protocol ends with the 6.</summary>
    private static void CollectFlat(NodePage page, ReadOnlySpan<byte> text)
    {
        while (KernelText.NextLine(ref text, out var line))
        {
            KernelText.NextField(ref line, out var name);
            var six = name.IndexOf((byte)'6');
            if (six > 0 && KernelText.NextField(ref line, out var value))
                Add(page, name[..(six + 1)], name[(six + 1)..], value);
        }
    }

    private static void Add(
        NodePage page, ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!IsShown(protocol, name)) return;
        Span<char> family = stackalloc char[16 + protocol.Length + name.Length];
        "node_netstat_".CopyTo(family);
        var length = "node_netstat_".Length;
        foreach (var c in protocol) family[length++] = (char)c;
        family[length++] = '_';
        foreach (var c in name) family[length++] = (char)c;
        page.Unknown(family[..length], "A counter or level of the kernel's network protocols.")
            .Add(KernelText.Number(value));
    }

    internal static bool IsShown(ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> name)
    {
        if (name.EndsWith("InErrors"u8) || name.EndsWith("InErrs"u8)) return true;
        if (protocol.SequenceEqual("Tcp"u8)) return IsTcpShown(name);
        if (protocol.SequenceEqual("TcpExt"u8)) return IsTcpExtraShown(name);
        if (protocol.SequenceEqual("Udp"u8) || protocol.SequenceEqual("Udp6"u8)) return IsUdpShown(name);
        if (protocol.SequenceEqual("Ip"u8)) return name.SequenceEqual("Forwarding"u8);
        if (protocol.SequenceEqual("IpExt"u8) || protocol.SequenceEqual("Ip6"u8))
            return name.SequenceEqual("InOctets"u8) || name.SequenceEqual("OutOctets"u8);
        if (protocol.SequenceEqual("Icmp"u8) || protocol.SequenceEqual("Icmp6"u8))
            return name.SequenceEqual("InMsgs"u8) || name.SequenceEqual("OutMsgs"u8);
        return false;
    }

    private static bool IsTcpShown(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("ActiveOpens"u8) || name.SequenceEqual("PassiveOpens"u8)
        || name.SequenceEqual("InSegs"u8) || name.SequenceEqual("OutSegs"u8)
            || name.SequenceEqual("OutRsts"u8)
        || name.SequenceEqual("RetransSegs"u8) || name.SequenceEqual("CurrEstab"u8);

    private static bool IsTcpExtraShown(ReadOnlySpan<byte> name) =>
        name.StartsWith("Listen"u8) || name.StartsWith("Syncookies"u8)
            || name.SequenceEqual("TCPSynRetrans"u8)
        || name.SequenceEqual("TCPTimeouts"u8) || name.SequenceEqual("TCPOFOQueue"u8)
        || name.SequenceEqual("TCPRcvQDrop"u8);

    private static bool IsUdpShown(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("InDatagrams"u8) || name.SequenceEqual("OutDatagrams"u8)
        || name.SequenceEqual("NoPorts"u8) || name.SequenceEqual("RcvbufErrors"u8)
        || name.SequenceEqual("SndbufErrors"u8);
}
