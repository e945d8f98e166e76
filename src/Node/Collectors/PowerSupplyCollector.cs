using System.Text;

namespace Hotaru.Node;

/// <summary>Batteries, mains and the like, from /sys/class/power_supply.</summary>
internal sealed class PowerSupplyCollector(Machine machine) : ICollector
{
    private const double Micro = 1e-6;
    private const double Tenth = 0.1;

    private static readonly (string File, string Name, double Factor)[] Numbers =
    [
        ("authentic", "authentic", 1), ("calibrate", "calibrate", 1), ("capacity", "capacity", 1),
        ("capacity_alert_max", "capacity_alert_max", 1), ("capacity_alert_min", "capacity_alert_min", 1),
        ("cycle_count", "cyclecount", 1), ("online", "online", 1), ("present", "present", 1),
        ("time_to_empty_now", "time_to_empty_seconds", 1), ("time_to_full_now", "time_to_full_seconds", 1),
        ("current_boot", "current_boot", Micro), ("current_max", "current_max", Micro),
        ("current_now", "current_ampere", Micro), ("energy_empty", "energy_empty", Micro),
        ("energy_empty_design", "energy_empty_design", Micro), ("energy_full", "energy_full", Micro),
        ("energy_full_design", "energy_full_design", Micro), ("energy_now", "energy_watthour", Micro),
        ("voltage_boot", "voltage_boot", Micro), ("voltage_max", "voltage_max", Micro),
        ("voltage_max_design", "voltage_max_design", Micro), ("voltage_min", "voltage_min", Micro),
        ("voltage_min_design", "voltage_min_design", Micro), ("voltage_now", "voltage_volt", Micro),
        ("voltage_ocv", "voltage_ocv", Micro), ("charge_control_limit", "charge_control_limit", Micro),
        ("charge_control_limit_max", "charge_control_limit_max", Micro),
        ("charge_counter", "charge_counter", Micro),
        ("charge_empty", "charge_empty", Micro), ("charge_empty_design", "charge_empty_design", Micro),
        ("charge_full", "charge_full", Micro), ("charge_full_design", "charge_full_design", Micro),
        ("charge_now", "charge_ampere", Micro), ("charge_term_current", "charge_term_current", Micro),
        ("constant_charge_current", "constant_charge_current", Micro),
        ("constant_charge_current_max", "constant_charge_current_max", Micro),
        ("constant_charge_voltage", "constant_charge_voltage", Micro),
        ("constant_charge_voltage_max", "constant_charge_voltage_max", Micro),
        ("precharge_current", "precharge_current", Micro),
        ("input_current_limit", "input_current_limit", Micro),
        ("power_now", "power_watt", Micro), ("temp", "temp_celsius", Tenth),
        ("temp_alert_max", "temp_alert_max_celsius", Tenth),
        ("temp_alert_min", "temp_alert_min_celsius", Tenth),
        ("temp_ambient", "temp_ambient_celsius", Tenth),
        ("temp_ambient_alert_max", "temp_ambient_max_celsius", Tenth),
        ("temp_ambient_alert_min", "temp_ambient_min_celsius", Tenth),
        ("temp_max", "temp_max_celsius", Tenth),
        ("temp_min", "temp_min_celsius", Tenth),
    ];

    private static readonly string[] Words =
    [
        "capacity_level", "charge_type", "health", "manufacturer", "model_name", "serial_number", "status",
        "technology", "type", "usb_type", "scope",
    ];

    public string Name => "powersupplyclass";

    public bool Collect(NodePage page)
    {
        var root = machine.Sys("class/power_supply");
        if (machine.Files.Resolve(root) is null) return false;
        foreach (var supply in machine.Files.List(root))
        {
            var directory = $"{root}/{supply}/";
            foreach (var (file, name, factor) in Numbers)
            {
                var value = machine.Number(directory + file);
                if (double.IsNaN(value)) continue;
                page.Gauge("node_power_supply_" + name, "A value of the power supply.")
                    .Add(value * factor, "power_supply"u8, supply);
            }

            var info = page.Gauge("node_power_supply_info", "The power supply by its own words.").Begin();
            foreach (var word in Words)
            {
                if (machine.Line(directory + word) is { Length: > 0 } text)
                    info.Label(Encoding.ASCII.GetBytes(word), text);
            }

            info.Label("power_supply"u8, supply).End(1);
        }

        return true;
    }
}
