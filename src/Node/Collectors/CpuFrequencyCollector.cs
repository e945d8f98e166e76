namespace Hotaru.Node;

/// <summary>Frequencies and governors of the CPUs from cpufreq; the kernel gives kilohertz.</summary>
internal sealed class CpuFrequencyCollector(Machine machine) : ICollector
{
    private static readonly (string File, string Name, string Help)[] Frequencies =
    [
        ("cpuinfo_cur_freq", "node_cpu_frequency_hertz", "Frequency the hardware runs at."),
        ("cpuinfo_min_freq", "node_cpu_frequency_min_hertz", "Lowest frequency of the hardware."),
        ("cpuinfo_max_freq", "node_cpu_frequency_max_hertz", "Highest frequency of the hardware."),
        ("scaling_cur_freq", "node_cpu_scaling_frequency_hertz", "Frequency the kernel asked for."),
        ("scaling_min_freq", "node_cpu_scaling_frequency_min_hertz",
            "Lowest frequency the kernel may ask for."),
        ("scaling_max_freq", "node_cpu_scaling_frequency_max_hertz",
            "Highest frequency the kernel may ask for."),
    ];

    public string Name => "cpufreq";

    public bool Collect(NodePage page)
    {
        foreach (var cpu in machine.Numbered(machine.Sys("devices/system/cpu"), "cpu"))
        {
            var directory = $"{machine.Sys("devices/system/cpu/")}{cpu}/cpufreq/";
            if (machine.Files.List(directory).Count == 0) continue;
            foreach (var (file, name, help) in Frequencies)
            {
                var kilohertz = machine.Number(directory + file);
                if (!double.IsNaN(kilohertz)) page.Gauge(name, help).Add(kilohertz * 1000, "cpu"u8, cpu[3..]);
            }

            CollectGovernor(page, directory, cpu[3..]);
        }

        return true;
    }

    private void CollectGovernor(NodePage page, string directory, string cpu)
    {
        var current = machine.Line(directory + "scaling_governor");
        var available = machine.Line(directory + "scaling_available_governors");
        if (string.IsNullOrEmpty(current) || available is null) return;
        var family = page.Gauge("node_cpu_scaling_governor", "1 for the governor that is in use.");
        foreach (var governor in available.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            family.Begin().Label("cpu"u8, cpu).Label("governor"u8, governor)
                .End(governor == current ? 1 : 0);
        }
    }
}
