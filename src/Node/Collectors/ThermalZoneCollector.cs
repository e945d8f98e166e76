namespace Hotaru.Node;

/// <summary>Thermal zones and cooling devices; temperatures are in thousandths of a degree.</summary>
internal sealed class ThermalZoneCollector(Machine machine) : ICollector
{
    public string Name => "thermal_zone";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("class/thermal");
        foreach (var zone in machine.Numbered(root, "thermal_zone"))
        {
            var temperature = machine.Number($"{root}/{zone}/temp");
            var type = machine.Line($"{root}/{zone}/type");
            if (double.IsNaN(temperature) || type is null) continue;
            page.Gauge("node_thermal_zone_temp", "Temperature of the zone in degrees Celsius.").Begin()
                .Label("type"u8, type).Label("zone"u8, zone["thermal_zone".Length..]).End(temperature / 1000);
        }

        foreach (var device in machine.Numbered(root, "cooling_device"))
        {
            var type = machine.Line($"{root}/{device}/type") ?? "";
            var name = device["cooling_device".Length..];
            Add(page.Gauge("node_cooling_device_cur_state", "How strongly it cools."),
                name, type, machine.Number($"{root}/{device}/cur_state"));
            Add(page.Gauge("node_cooling_device_max_state", "How strongly it can cool."),
                name, type, machine.Number($"{root}/{device}/max_state"));
        }

        return true;
    }

    private static void Add(FamilyText family, string name, string type, double state)
    {
        if (!double.IsNaN(state)) family.Begin().Label("name"u8, name).Label("type"u8, type).End(state);
    }
}
