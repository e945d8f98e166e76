namespace Hotaru.Node;

/// <summary>
/// The name of a sensor's file taken apart: temp1_crit is of type temp, sensor temp1, element crit.
/// </summary>
internal readonly record struct SensorFile(string Type, string Name, string Element)
{
    private static readonly string[] Types =
    [
        "vrm", "beep_enable", "update_interval", "in", "cpu", "fan", "pwm", "temp", "curr", "power", "energy",
        "humidity", "intrusion",
    ];

    public static SensorFile? Parse(string file)
    {
        var digits = file.AsSpan().IndexOfAnyInRange('0', '9');
        var stem = digits < 0 ? file : file[..digits];
        if (Array.IndexOf(Types, stem) < 0) return null;
        if (digits < 0) return new SensorFile(stem, stem + "0", "");
        var end = digits;
        while (end < file.Length && char.IsAsciiDigit(file[end])) end++;
        if (end == file.Length) return new SensorFile(stem, file, "");
        return file[end] == '_' && end + 1 < file.Length
            ? new SensorFile(stem, file[..end], file[(end + 1)..])
            : null;
    }

    /// <summary>
    /// The metric's name and what the raw number is multiplied with, as node_exporter has them.
    /// </summary>
    public (string Name, double Factor) Metric(bool hasPlainValue)
    {
        if (Type == "beep_enable") return ("node_hwmon_beep_enabled", 1);
        if (Type == "vrm") return ("node_hwmon_voltage_regulator_version", 1);
        if (Type == "update_interval") return ("node_hwmon_update_interval_seconds", 1e-3);
        var name = "node_hwmon_" + Type;
        if (Element == "input" ? hasPlainValue : Element.Length > 0) name += "_" + MetricNames.Clean(Element);
        return Element switch
        {
            "fault" or "alarm" => (name, 1),
            "beep" => (name + "_enabled", 1),
            _ => WithUnit(name),
        };
    }

    private (string, double) WithUnit(string name) => Type switch
    {
        "in" or "cpu" => (name + "_volts", 1e-3),
        "temp" when Element != "type" => (name + "_celsius", 1e-3),
        "curr" => (name + "_amps", 1e-3),
        "energy" => (name + "_joule_total", 1e-6),
        "power" when Element == "accuracy" => (name, 1e-6),
        "power" when Element is "average_interval" or "average_interval_min" or "average_interval_max" =>
            (name + "_seconds", 1e-3),
        "power" => (name + "_watt", 1e-6),
        "humidity" => (name, 1e-6),
        "fan" when Element is "input" or "min" or "max" or "target" => (name + "_rpm", 1),
        _ => (name, 1),
    };
}
