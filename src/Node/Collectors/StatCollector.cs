namespace Hotaru.Node;

/// <summary>The lines of /proc/stat that are not about one CPU.</summary>
internal sealed class StatCollector(Machine machine) : ICollector
{
    public string Name => "stat";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("stat");
        if (text.IsEmpty) return false;
        while (KernelText.NextLine(ref text, out var line))
        {
            if (line.StartsWith("cpu"u8) || !KernelText.NextField(ref line, out var key)) continue;
            var family = Family(page, key);
            family?.Add(KernelText.NextNumber(ref line));
        }

        return true;
    }

    private static FamilyText? Family(NodePage page, ReadOnlySpan<byte> key)
    {
        if (key.SequenceEqual("intr"u8)) return page.Counter("node_intr_total", "Interrupts served.");
        if (key.SequenceEqual("ctxt"u8))
            return page.Counter("node_context_switches_total", "Context switches.");
        if (key.SequenceEqual("processes"u8))
            return page.Counter("node_forks_total", "Processes and threads made.");
        if (key.SequenceEqual("btime"u8))
            return page.Gauge(
                "node_boot_time_seconds", "When the machine was started, seconds since the epoch.");
        if (key.SequenceEqual("procs_running"u8))
            return page.Gauge("node_procs_running", "Processes that run or could run.");
        if (key.SequenceEqual("procs_blocked"u8))
            return page.Gauge("node_procs_blocked", "Processes that wait for input or output.");
        return null;
    }
}
