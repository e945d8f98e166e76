namespace Hotaru.Node;

/// <summary>/proc/loadavg.</summary>
internal sealed class LoadCollector(Machine machine) : ICollector
{
    public string Name => "loadavg";

    public bool Collect(NodePage page)
    {
        Span<double> loads = stackalloc double[3];
        if (KernelText.Numbers(machine.ReadProc("loadavg"), loads) < 3) return false;
        page.Gauge("node_load1", "Load average of 1 minute.").Add(loads[0]);
        page.Gauge("node_load5", "Load average of 5 minutes.").Add(loads[1]);
        page.Gauge("node_load15", "Load average of 15 minutes.").Add(loads[2]);
        return true;
    }
}
