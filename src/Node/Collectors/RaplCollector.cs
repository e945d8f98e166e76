namespace Hotaru.Node;

/// <summary>Energy counters of Intel and AMD processors from powercap; microjoules become joules.</summary>
internal sealed class RaplCollector(Machine machine) : ICollector
{
    public string Name => "rapl";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("class/powercap");
        var any = false;
        foreach (var zone in machine.Files.List(root))
        {
            var name = machine.Line($"{root}/{zone}/name");
            var energy = machine.Number($"{root}/{zone}/energy_uj");
            if (string.IsNullOrEmpty(name) || double.IsNaN(energy)) continue;
            // package-0, package-1: the number is the index, the rest the name.
            var dash = name.LastIndexOf('-');
            var isNumbered = dash > 0 && int.TryParse(name[(dash + 1)..], out _);
            var index = isNumbered ? name[(dash + 1)..] : "0";
            var family = isNumbered ? name[..dash] : name;
            page.Counter($"node_rapl_{MetricNames.Clean(family)}_joules_total", "Energy used.").Begin()
                .Label("index"u8, index).Label("path"u8, $"{root}/{zone}").End(energy / 1e6);
            any = true;
        }

        return any;
    }
}
