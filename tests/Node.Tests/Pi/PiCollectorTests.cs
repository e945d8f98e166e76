namespace Hotaru.Node.Tests;

public sealed class PiCollectorTests
{
    private const string Throttled = "/sys/devices/platform/soc/soc:firmware/get_throttled";

    private readonly CollectorPage _page = new();

    public PiCollectorTests() => _page.Files["/proc/device-tree/model"] = "Raspberry Pi 3 Model B Rev 1.2\0";

    private PiCollector Collector() =>
        new(_page.Machine(), new ClockTrust(new NodeOptions(), _page.Files));

    [Fact]
    public void Throttling_is_told_for_now_and_since_boot()
    {
        _page.Files[Throttled] = "50005\n";

        var samples = _page.Samples(Collector());

        Assert.Contains("""hotaru_pi_throttled{reason="under_voltage"} 1""", samples);
        Assert.Contains("""hotaru_pi_throttled{reason="frequency_capped"} 0""", samples);
        Assert.Contains("""hotaru_pi_throttled{reason="throttled"} 1""", samples);
        Assert.Contains("""hotaru_pi_throttled_since_boot{reason="throttled"} 1""", samples);
        Assert.Contains("""hotaru_pi_throttled_since_boot{reason="soft_temperature_limit"} 0""", samples);
    }

    [Fact]
    public void Without_the_firmware_the_voltage_alarm_is_kept_once_it_was_seen()
    {
        _page.Files["/sys/class/hwmon/hwmon1/name"] = "rpi_volt\n";
        _page.Files["/sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = "1\n";
        var collector = Collector();
        _page.Samples(collector);
        _page.Files["/sys/class/hwmon/hwmon1/in0_lcrit_alarm"] = "0\n";

        var samples = _page.Samples(collector);

        Assert.Contains("""hotaru_pi_throttled{reason="under_voltage"} 0""", samples);
        Assert.Contains("""hotaru_pi_throttled_since_boot{reason="under_voltage"} 1""", samples);
    }

    [Fact]
    public void The_processors_zone_gives_the_temperature_and_the_board_its_name()
    {
        _page.Files["/sys/class/thermal/thermal_zone0/type"] = "other\n";
        _page.Files["/sys/class/thermal/thermal_zone0/temp"] = "10000\n";
        _page.Files["/sys/class/thermal/thermal_zone1/type"] = "cpu-thermal\n";
        _page.Files["/sys/class/thermal/thermal_zone1/temp"] = "58123\n";

        var samples = _page.Samples(Collector());

        Assert.Contains("hotaru_pi_temperature_celsius 58.123", samples);
        Assert.Contains("""hotaru_pi_info{model="Raspberry Pi 3 Model B Rev 1.2"} 1""", samples);
    }

    [Fact]
    public void Time_is_trusted_from_a_time_server_or_a_battery_and_on_other_machines()
    {
        var files = new FakeFiles { ["/proc/device-tree/model"] = "Raspberry Pi 4 Model B\0" };
        var unset = new ClockTrust(new NodeOptions(), files);
        if (!unset.IsSynchronised) Assert.False(unset.IsTrusted);

        files["/run/systemd/timesync/synchronized"] = "";
        Assert.True(unset.IsSynchronised);
        Assert.True(unset.IsTrusted);

        var battery = new FakeFiles
        {
            ["/proc/device-tree/model"] = "Raspberry Pi 5\0",
            ["/sys/class/rtc/rtc0/hctosys"] = "1\n",
        };
        Assert.True(new ClockTrust(new NodeOptions(), battery).IsTrusted);
        Assert.True(new ClockTrust(new NodeOptions(), new FakeFiles()).IsTrusted);
    }
}
