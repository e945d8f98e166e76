using System.Text;

namespace Hotaru.Node;

/// <summary>
/// The board by its firmware's words, on machines with DMI (a Pi has none). It does not change.
/// </summary>
internal sealed class DmiCollector(Machine machine) : ICollector
{
    private static readonly string[] Files =
    [
        "bios_date", "bios_release", "bios_vendor", "bios_version", "board_asset_tag", "board_name",
        "board_serial", "board_vendor", "board_version", "chassis_asset_tag", "chassis_serial",
        "chassis_vendor",
        "chassis_version", "product_family", "product_name", "product_serial", "product_sku", "product_uuid",
        "product_version", "sys_vendor",
    ];

    private (byte[] Label, string Value)[]? _labels;

    public string Name => "dmi";

    public bool Collect(NodePage page)
    {
        _labels ??= ReadLabels();
        if (_labels.Length == 0) return false;
        var info = page.Gauge("node_dmi_info", "The board by its firmware's words.").Begin();
        foreach (var (label, value) in _labels) info.Label(label, value);
        info.End(1);
        return true;
    }

    private (byte[], string)[] ReadLabels() =>
        [.. Files.Select(file => (file, machine.Line(machine.Sys("class/dmi/id/") + file)))
            .Where(pair => pair.Item2 is not null)
            .Select(pair => (Encoding.ASCII.GetBytes(pair.file == "sys_vendor" ? "system_vendor" : pair.file),
                pair.Item2!))];
}
