namespace Hotaru.Node;

/// <summary>Sockets in use by protocol, from /proc/net/sockstat and sockstat6.</summary>
internal sealed class SocketCollector(Machine machine) : ICollector
{
    public string Name => "sockstat";

    public bool Collect(NodePage page)
    {
        var any = Collect(page, machine.ReadProc("net/sockstat"));
        return any | Collect(page, machine.ReadProc("net/sockstat6"));
    }

    /// <summary>Lines such as: TCP: inuse 4 orphan 0 tw 0 alloc 4 mem 75.</summary>
    private static bool Collect(NodePage page, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return false;
        while (KernelText.NextLine(ref text, out var line))
        {
            KernelText.NextField(ref line, out var protocol);
            protocol = protocol.TrimEnd((byte)':');
            while (KernelText.NextField(ref line, out var key)
                && KernelText.NextField(ref line, out var value))
            {
                var number = KernelText.Number(value);
                Add(page, protocol, key, "", number);
                if (key.SequenceEqual("mem"u8))
                    Add(page, protocol, key, "_bytes", number * Environment.SystemPageSize);
            }
        }

        return true;
    }

    private static void Add(
        NodePage page, ReadOnlySpan<byte> protocol, ReadOnlySpan<byte> key, string suffix, double value)
    {
        Span<char> name = stackalloc char[32 + protocol.Length + key.Length];
        "node_sockstat_".CopyTo(name);
        var length = "node_sockstat_".Length;
        foreach (var c in protocol) name[length++] = (char)c;
        name[length++] = '_';
        foreach (var c in key) name[length++] = (char)c;
        suffix.CopyTo(name[length..]);
        page.Gauge(name[..(length + suffix.Length)], "Sockets and their memory, by protocol.").Add(value);
    }
}
