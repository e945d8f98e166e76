namespace Hotaru.Node;

/// <summary>/proc/net/softnet_stat: a line of hex numbers for each CPU.</summary>
internal sealed class SoftnetCollector(Machine machine) : ICollector
{
    /// <summary>The column that tells the CPU, in kernels that have it (5.10 on).</summary>
    private const int CpuColumn = 12;

    public string Name => "softnet";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("net/softnet_stat");
        if (text.IsEmpty) return false;
        var processed = page.Counter("node_softnet_processed_total", "Packets taken in.");
        var dropped = page.Counter("node_softnet_dropped_total", "Packets dropped, as the backlog was full.");
        var squeezed =
            page.Counter("node_softnet_times_squeezed_total", "Times the work was left unfinished.");
        Span<double> columns = stackalloc double[CpuColumn + 1];
        for (var row = 0; KernelText.NextLine(ref text, out var line); row++)
        {
            var count = 0;
            while (count < columns.Length && KernelText.NextField(ref line, out var field))
                columns[count++] = KernelText.Hex(field);
            if (count < 3) continue;
            var cpu = count > CpuColumn ? (long)columns[CpuColumn] : row;
            processed.Begin().Label("cpu"u8, cpu).End(columns[0]);
            dropped.Begin().Label("cpu"u8, cpu).End(columns[1]);
            squeezed.Begin().Label("cpu"u8, cpu).End(columns[2]);
        }

        return true;
    }
}
