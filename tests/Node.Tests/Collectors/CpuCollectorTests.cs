namespace Hotaru.Node.Tests;

public sealed class CpuCollectorTests
{
    private readonly CollectorPage _page = new();

    [Fact]
    public void Ticks_of_each_cpu_become_seconds_and_the_sum_is_left_out()
    {
        _page.Files["/proc/stat"] = "cpu  3 0 0 0 0 0 0 0 0 0\ncpu0 150 2 30 1000 5 1 4 7 9 8\nintr 5\n";

        Assert.Equal(
            [
                """node_cpu_guest_seconds_total{cpu="0",mode="user"} 0.09""",
                """node_cpu_guest_seconds_total{cpu="0",mode="nice"} 0.08""",
                """node_cpu_seconds_total{cpu="0",mode="user"} 1.5""",
                """node_cpu_seconds_total{cpu="0",mode="nice"} 0.02""",
                """node_cpu_seconds_total{cpu="0",mode="system"} 0.3""",
                """node_cpu_seconds_total{cpu="0",mode="idle"} 10""",
                """node_cpu_seconds_total{cpu="0",mode="iowait"} 0.05""",
                """node_cpu_seconds_total{cpu="0",mode="irq"} 0.01""",
                """node_cpu_seconds_total{cpu="0",mode="softirq"} 0.04""",
                """node_cpu_seconds_total{cpu="0",mode="steal"} 0.07""",
            ],
            _page.Samples(new CpuCollector(_page.Machine())));
    }

    [Fact]
    public void A_counter_that_steps_back_a_little_stays_and_one_that_starts_anew_is_followed()
    {
        var collector = new CpuCollector(_page.Machine());
        _page.Files["/proc/stat"] = "cpu0 100 0 0 1000 50 0 0 0 0 0\n";
        _page.Samples(collector);

        _page.Files["/proc/stat"] = "cpu0 100 0 0 1010 49 0 0 0 0 0\n";
        Assert.Contains("""node_cpu_seconds_total{cpu="0",mode="iowait"} 0.5""", _page.Samples(collector));

        _page.Files["/proc/stat"] = "cpu0 1 0 0 20 0 0 0 0 0 0\n";
        Assert.Contains("""node_cpu_seconds_total{cpu="0",mode="idle"} 0.2""", _page.Samples(collector));
    }

    [Fact]
    public void Throttles_are_counted_once_for_each_core_and_package()
    {
        _page.Files["/proc/stat"] = "cpu0 0 0 0 0\n";
        foreach (var cpu in (string[])["cpu0", "cpu1"])
        {
            var directory = $"/sys/devices/system/cpu/{cpu}";
            _page.Files[directory + "/topology/physical_package_id"] = "0\n";
            _page.Files[directory + "/topology/core_id"] = "0\n";
            _page.Files[directory + "/thermal_throttle/core_throttle_count"] = "5\n";
            _page.Files[directory + "/thermal_throttle/package_throttle_count"] = "7\n";
        }

        var samples = _page.Samples(new CpuCollector(_page.Machine()));
        Assert.Single(samples, """node_cpu_core_throttles_total{core="0",package="0"} 5""");
        Assert.Single(samples, """node_cpu_package_throttles_total{package="0"} 7""");
    }
}
