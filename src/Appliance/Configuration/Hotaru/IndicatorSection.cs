using Hotaru.Appliance.Libraries;
using Hotaru.Indicator;

namespace Hotaru.Appliance.Configuration;

/// <summary><c>indicator:</c> of hotaru.yml.</summary>
internal static class IndicatorSection
{
    public static IndicatorModel Read(ConfigNode? node)
    {
        var defaults = new IndicatorModel();
        if (node is null) return defaults;
        var map = node.Map();
        var model = defaults with
        {
            Driver = LibraryChoice.Read(
                map["driver"], "a driver of the lines", defaults.Driver, BuiltIn.Drivers, d => d.Name, "iot"),
            Chip = map.Text("chip", defaults.Chip),
            Severities = Severities(map["severities"]),
        };
        model = WithLamp(model, map["lamp"]?.Map());
        model = WithBuzzer(model, map["buzzer"]?.Map());
        model = WithButton(model, map["button"]?.Map());
        map.End();
        RejectSharedPins(model, node);
        return model;
    }

    private static IndicatorModel WithLamp(IndicatorModel model, ConfigMap? map)
    {
        if (map is null) return model;
        model = model with
        {
            RedPin = Pin(map, "red", model.RedPin),
            AmberPin = Pin(map, "amber", model.AmberPin),
            GreenPin = Pin(map, "green", model.GreenPin),
            IsActiveLow = map.Flag("active_low", model.IsActiveLow),
            Night = Window(map, "night", model.Night),
        };
        map.End();
        return model;
    }

    private static IndicatorModel WithBuzzer(IndicatorModel model, ConfigMap? map)
    {
        if (map is null) return model;
        model = model with
        {
            BuzzerPin = Pin(map, "pin", model.BuzzerPin),
            BuzzerPwm = map.Text("pwm", model.BuzzerPwm),
            BuzzerHertz = (int)map.Integer("hertz", model.BuzzerHertz),
            Quiet = Window(map, "quiet", model.Quiet),
        };
        map.End();
        return model;
    }

    private static IndicatorModel WithButton(IndicatorModel model, ConfigMap? map)
    {
        if (map is null) return model;
        model = model with
        {
            ButtonPin = Pin(map, "pin", model.ButtonPin),
            Debounce = map.Duration("debounce", model.Debounce),
        };
        map.End();
        return model;
    }

    /// <summary>A line number, or off where nothing is wired.</summary>
    private static int? Pin(ConfigMap map, string name, int? otherwise)
    {
        if (map[name] is not { } node) return otherwise;
        if (node.IsNull || node.ScalarText is "off" or "none" or "false") return null;
        if (int.TryParse(node.ScalarText, out var line) && line >= 0) return line;
        map.Problems.Add(node.At, $"\"{node.ScalarText}\" is not a line of the GPIO header",
            "write the number behind GPIO, such as 17, or off");
        return otherwise;
    }

    private static DailyWindow? Window(ConfigMap map, string name, DailyWindow? otherwise)
    {
        if (map[name] is not { } node) return otherwise;
        if (node.IsNull || node.ScalarText is "" or "off" or "none" or "false") return null;
        if (DailyWindow.Parse(node.ScalarText ?? "") is { } window) return window;
        map.Problems.Add(node.At, $"\"{node.ScalarText}\" is not a part of the day",
            "write it as \"22:00-07:00\", or off");
        return otherwise;
    }

    private static Dictionary<string, AlertLevel> Severities(ConfigNode? node)
    {
        var levels = new Dictionary<string, AlertLevel>(StringComparer.OrdinalIgnoreCase);
        if (node is null) return levels;
        var map = node.Map();
        foreach (var severity in map.Names.ToList())
        {
            var value = map[severity]!;
            if (Enum.TryParse<AlertLevel>(value.ScalarText, ignoreCase: true, out var level)
                && Enum.IsDefined(level))
                levels[severity] = level;
            else map.Problems.Add(value.At, $"\"{value.ScalarText}\" is not a level of the lamp",
                "write critical, warning or none");
        }

        return levels;
    }

    private static void RejectSharedPins(IndicatorModel model, ConfigNode node)
    {
        var buzzer = model.BuzzerPwm.Length > 0 ? null : model.BuzzerPin;
        int?[] pins = [model.RedPin, model.AmberPin, model.GreenPin, buzzer, model.ButtonPin];
        foreach (var shared in pins.OfType<int>().GroupBy(pin => pin).Where(same => same.Count() > 1))
            node.Problems.Add(
                node.At, $"line {shared.Key} is used twice", "give each lamp its own line, or off");
    }
}
