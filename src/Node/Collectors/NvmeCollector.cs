namespace Hotaru.Node;

/// <summary>NVMe controllers by their own words.</summary>
internal sealed class NvmeCollector(Machine machine) : ICollector
{
    public string Name => "nvme";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("class/nvme");
        var devices = machine.Files.List(root);
        foreach (var device in devices)
        {
            page.Gauge("node_nvme_info", "The controller by its own words.").Begin()
                .Label("device"u8, device)
                .Label("firmware_revision"u8, machine.Line($"{root}/{device}/firmware_rev") ?? "")
                .Label("model"u8, machine.Line($"{root}/{device}/model") ?? "")
                .Label("serial"u8, machine.Line($"{root}/{device}/serial") ?? "")
                .Label("state"u8, machine.Line($"{root}/{device}/state") ?? "")
                .End(1);
        }

        return devices.Count > 0;
    }
}
