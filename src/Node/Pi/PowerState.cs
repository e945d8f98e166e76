namespace Hotaru.Node;

/// <summary>
/// Throttling and under-voltage, from the firmware where its driver shows them (Raspberry Pi's kernel), else
/// under-voltage from the hwmon chip rpi_volt (Debian's kernel); what was seen once stays seen since boot.
/// </summary>
internal sealed class PowerState(Machine machine)
{
    private const int SinceBootShift = 16;

    private ThrottleBits _seen;
    private string? _alarmFile;
    private bool _hasLooked;

    /// <summary>What is now and what was since boot; null on machines that do not tell.</summary>
    public (ThrottleBits Now, ThrottleBits SinceBoot)? Read()
    {
        var file = machine.Sys("devices/platform/soc/soc:firmware/get_throttled");
        if (machine.Files.TryRead(file, machine.Text))
        {
            var bits = KernelText.Hex(machine.Text.Trimmed);
            if (double.IsNaN(bits)) return null;
            return ((ThrottleBits)(long)bits & ThrottleBits.Now,
                (ThrottleBits)((long)bits >> SinceBootShift) & ThrottleBits.Now);
        }

        if (FindAlarm() is not { } alarm) return null;
        var now = machine.Number(alarm) == 1 ? ThrottleBits.UnderVoltage : ThrottleBits.None;
        _seen |= now;
        return (now, _seen);
    }

    private string? FindAlarm()
    {
        if (_hasLooked) return _alarmFile;
        _hasLooked = true;
        var root = machine.Sys("class/hwmon");
        foreach (var chip in machine.Files.List(root))
        {
            if (machine.Line($"{root}/{chip}/name") == "rpi_volt")
                _alarmFile = $"{root}/{chip}/in0_lcrit_alarm";
        }

        return _alarmFile;
    }
}
