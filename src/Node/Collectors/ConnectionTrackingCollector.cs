namespace Hotaru.Node;

/// <summary>
/// Connection tracking of netfilter: entries, their limit, and counters that are summed over CPUs.
/// </summary>
internal sealed class ConnectionTrackingCollector(Machine machine) : ICollector
{
    private static readonly string[] Shown =
        ["drop", "early_drop", "found", "ignore", "insert", "insert_failed", "invalid", "search_restart"];

    public string Name => "conntrack";

    public bool Collect(NodePage page)
    {
        var entries = machine.Number(machine.Proc("sys/net/netfilter/nf_conntrack_count"));
        var limit = machine.Number(machine.Proc("sys/net/netfilter/nf_conntrack_max"));
        if (double.IsNaN(entries)) return false;
        page.Gauge("node_nf_conntrack_entries", "Connections tracked.").Add(entries);
        if (!double.IsNaN(limit))
            page.Gauge("node_nf_conntrack_entries_limit", "Connections it can track.").Add(limit);
        CollectCounters(page, machine.ReadProc("net/stat/nf_conntrack"));
        return true;
    }

    /// <summary>A line of names, then a line of hex numbers for each CPU.</summary>
    private static void CollectCounters(NodePage page, ReadOnlySpan<byte> text)
    {
        if (!KernelText.NextLine(ref text, out var header)) return;
        Span<double> sums = stackalloc double[Shown.Length];
        sums.Clear();
        while (KernelText.NextLine(ref text, out var line))
        {
            var names = header;
            while (KernelText.NextField(ref names, out var name)
                && KernelText.NextField(ref line, out var value))
            {
                var at = IndexOf(name);
                if (at >= 0) sums[at] += KernelText.Hex(value);
            }
        }

        for (var i = 0; i < Shown.Length; i++)
            page.Gauge("node_nf_conntrack_stat_" + Shown[i], "A counter of connection tracking.")
                .Add(sums[i]);
    }

    private static int IndexOf(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < Shown.Length; i++)
        {
            if (System.Text.Ascii.Equals(name, Shown[i])) return i;
        }

        return -1;
    }
}
