namespace Hotaru.Node;

/// <summary>Whether SELinux is on, and in which mode.</summary>
internal sealed class SelinuxCollector(Machine machine) : ICollector
{
    public string Name => "selinux";

    public bool Collect(NodePage page)
    {
        var mode = machine.Number(machine.Sys("fs/selinux/enforce"));
        page.Gauge("node_selinux_enabled", "Whether SELinux is on.").Add(double.IsNaN(mode) ? 0 : 1);
        if (!double.IsNaN(mode))
            page.Gauge("node_selinux_current_mode", "1 where SELinux enforces, 0 where it only warns.")
                .Add(mode);
        return true;
    }
}
