namespace Hotaru.Node;

/// <summary>Memory errors told by the memory controllers.</summary>
internal sealed class EdacCollector(Machine machine) : ICollector
{
    public string Name => "edac";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("devices/system/edac/mc");
        foreach (var name in machine.Numbered(root, "mc"))
        {
            var directory = $"{root}/{name}";
            var controller = name[2..];
            Add(page.Counter("node_edac_correctable_errors_total", "Errors that were corrected."),
                controller, null, $"{directory}/ce_count");
            Add(page.Counter("node_edac_uncorrectable_errors_total", "Errors that could not be corrected."),
                controller, null, $"{directory}/ue_count");
            CollectRow(
                page, controller, "unknown", $"{directory}/ce_noinfo_count", $"{directory}/ue_noinfo_count");
            foreach (var row in machine.Numbered(directory, "csrow"))
                CollectRow(
                    page, controller, row[5..], $"{directory}/{row}/ce_count", $"{directory}/{row}/ue_count");
        }

        return true;
    }

    private void CollectRow(
        NodePage page, string controller, string row, string corrected, string uncorrected)
    {
        Add(page.Counter("node_edac_csrow_correctable_errors_total", "Errors of a row that were corrected."),
            controller, row, corrected);
        Add(page.Counter(
            "node_edac_csrow_uncorrectable_errors_total", "Errors of a row that could not be corrected."),
            controller, row, uncorrected);
    }

    private void Add(FamilyText family, string controller, string? row, string file)
    {
        var count = machine.Number(file);
        if (double.IsNaN(count)) return;
        family.Begin().Label("controller"u8, controller);
        if (row is not null) family.Label("csrow"u8, row);
        family.End(count);
    }
}
