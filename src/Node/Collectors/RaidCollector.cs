using System.Text;

namespace Hotaru.Node;

/// <summary>Software RAID from /proc/mdstat: each array's disks, state and progress.</summary>
internal sealed class RaidCollector(Machine machine) : ICollector
{
    private static readonly string[] States = ["active", "check", "inactive", "recovering", "resync"];

    public string Name => "mdadm";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("mdstat");
        if (text.IsEmpty) return false;
        foreach (var array in RaidArray.Parse(Encoding.UTF8.GetString(text))) Add(page, array);
        return true;
    }

    private static void Add(NodePage page, RaidArray array)
    {
        var disks = page.Gauge("node_md_disks", "Disks of the array, by their state.");
        AddState(disks, array.Name, "active", array.DisksActive);
        AddState(disks, array.Name, "failed", array.DisksFailed);
        AddState(disks, array.Name, "spare", array.DisksSpare);
        page.Gauge("node_md_disks_required", "Disks the array needs to be whole.")
            .Add(array.DisksRequired, "device"u8, array.Name);
        page.Gauge("node_md_blocks", "Blocks of the array.").Add(array.Blocks, "device"u8, array.Name);
        page.Gauge("node_md_blocks_synced", "Blocks that are in step.")
            .Add(array.BlocksSynced, "device"u8, array.Name);
        var state = page.Gauge("node_md_state", "1 for the state the array is in.");
        foreach (var name in States) AddState(state, array.Name, name, name == array.State ? 1 : 0);
    }

    private static void AddState(FamilyText family, string device, string state, double value) =>
        family.Begin().Label("device"u8, device).Label("state"u8, state).End(value);
}
