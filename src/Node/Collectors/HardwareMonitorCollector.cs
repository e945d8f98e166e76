namespace Hotaru.Node;

/// <summary>
/// Sensors of hwmon (Documentation/hwmon/sysfs-interface.rst): files such as temp1_input, of thousandths of a
/// degree or a volt, and millionths of a watt or a joule.
/// </summary>
internal sealed class HardwareMonitorCollector(Machine machine) : ICollector
{
    public string Name => "hwmon";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("class/hwmon");
        var chips = machine.Files.List(root);
        foreach (var directory in chips) CollectChip(page, $"{root}/{directory}");
        return chips.Count > 0;
    }

    private void CollectChip(NodePage page, string directory)
    {
        var chip = ChipName(directory);
        if (chip.Length == 0) return;
        if (machine.Line(directory + "/name") is { Length: > 0 } name
            && MetricNames.Clean(name) is { Length: > 0 } clean)
        {
            page.Gauge("node_hwmon_chip_names", "The name its driver gives the chip.").Begin()
                .Label("chip"u8, chip).Label("chip_name"u8, clean).End(1);
        }

        CollectSensors(page, chip, directory);
        // Old drivers keep their sensors beside the device instead of beside the class.
        CollectSensors(page, chip, directory + "/device");
    }

    private void CollectSensors(NodePage page, string chip, string directory)
    {
        foreach (var file in machine.Files.List(directory))
        {
            if (SensorFile.Parse(file) is not { } sensor) continue;
            var text = machine.Line($"{directory}/{file}");
            if (text is null) continue;
            if (sensor.Element == "label")
            {
                page.Gauge("node_hwmon_sensor_label", "The name its driver gives the sensor.").Begin()
                    .Label("chip"u8, chip).Label("label"u8, text).Label("sensor"u8, sensor.Name).End(1);
                continue;
            }

            var value = KernelText.Number(machine.Text.Trimmed);
            if (double.IsNaN(value)) continue;
            // pwm1 and pwm1_input in one chip: the plain file is the value, the other keeps its name.
            var hasPlain = sensor.Element == "input"
                && machine.Files.Resolve($"{directory}/{sensor.Name}") is not null;
            var (family, factor) = sensor.Metric(hasPlain);
            var counts = sensor.Type == "energy";
            (counts ? page.Counter(family, "A sensor of the hardware.")
                : page.Gauge(family, "A sensor of the hardware."))
                .Begin().Label("chip"u8, chip).Label("sensor"u8, sensor.Name).End(value * factor);
        }
    }

    /// <summary>Bus and device where there is one, as numbers of hwmon change from boot to boot.</summary>
    private string ChipName(string directory)
    {
        if (machine.Files.Resolve(directory + "/device") is { } device)
        {
            var parts = device.Split('/', StringSplitOptions.RemoveEmptyEntries);
            var name = parts.Length > 0 ? MetricNames.Clean(parts[^1]) : "";
            var bus = parts.Length > 1 ? MetricNames.Clean(parts[^2]) : "";
            if (name.Length > 0) return bus.Length > 0 ? $"{bus}_{name}" : name;
        }

        var own = MetricNames.Clean(machine.Line(directory + "/name") ?? "");
        return own.Length > 0 ? own
            : MetricNames.Clean(Path.GetFileName(machine.Files.Resolve(directory) ?? directory));
    }
}
