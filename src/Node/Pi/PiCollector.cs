namespace Hotaru.Node;

/// <summary>
/// The Pi's own health under hotaru_pi_*: power, temperature and clock. Names are told in docs.
/// </summary>
internal sealed class PiCollector(Machine machine, ClockTrust clock) : ICollector
{
    private static readonly (ThrottleBits Bit, byte[] Reason)[] Reasons =
    [
        (ThrottleBits.UnderVoltage, "under_voltage"u8.ToArray()),
        (ThrottleBits.FrequencyCapped, "frequency_capped"u8.ToArray()),
        (ThrottleBits.Throttled, "throttled"u8.ToArray()),
        (ThrottleBits.SoftTemperatureLimit, "soft_temperature_limit"u8.ToArray()),
    ];

    private readonly PowerState _power = new(machine);
    private string? _model;

    public string Name => "pi";

    public bool Collect(NodePage page)
    {
        page.Gauge("hotaru_pi_clock_synchronised", "Whether the clock follows a time server.")
            .Add(clock.IsSynchronised ? 1 : 0);
        page.Gauge("hotaru_pi_clock_trusted", "Whether the time is good enough to judge jobs by.")
            .Add(clock.IsTrusted ? 1 : 0);
        CollectModel(page);
        CollectTemperature(page);
        CollectPower(page);
        return true;
    }

    private void CollectModel(NodePage page)
    {
        _model ??= machine.Line(machine.Proc("device-tree/model")) ?? "";
        if (_model.Length > 0)
            page.Gauge("hotaru_pi_info", "The board.").Begin().Label("model"u8, _model).End(1);
    }

    private void CollectTemperature(NodePage page)
    {
        var root = machine.Sys("class/thermal");
        foreach (var zone in machine.Numbered(root, "thermal_zone"))
        {
            if (machine.Line($"{root}/{zone}/type") is not { } type || !IsProcessor(type)) continue;
            var temperature = machine.Number($"{root}/{zone}/temp");
            if (double.IsNaN(temperature)) continue;
            page.Gauge("hotaru_pi_temperature_celsius", "Temperature of the processor.")
                .Add(temperature / 1000);
            return;
        }
    }

    private void CollectPower(NodePage page)
    {
        if (_power.Read() is not var (bits, sinceBoot)) return;
        var now = page.Gauge(
            "hotaru_pi_throttled", "1 while the firmware slows the processor down or lacks voltage.");
        var ever = page.Gauge("hotaru_pi_throttled_since_boot", "1 if it did at any time since boot.");
        foreach (var (bit, reason) in Reasons)
        {
            now.Add((bits & bit) != 0 ? 1 : 0, "reason"u8, reason);
            ever.Add((sinceBoot & bit) != 0 ? 1 : 0, "reason"u8, reason);
        }
    }

    private static bool IsProcessor(string type) =>
        type is "cpu-thermal" or "cpu_thermal" or "bcm2835_thermal";
}
