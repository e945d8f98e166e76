using System.Globalization;

namespace Hotaru.Node;

/// <summary>Seconds of each CPU by mode from /proc/stat, throttle counts, isolated and online CPUs.</summary>
internal sealed class CpuCollector(Machine machine) : ICollector
{
    private const double TicksPerSecond = 100;
    private const int Modes = 10;

    /// <summary>
    /// A CPU that loses this much idle time was unplugged and came back: its counters begin anew.
    /// </summary>
    private const double JumpBackSeconds = 3;
    private const int Idle = 3;

    private readonly Dictionary<long, double[]> _kept = [];

    public string Name => "cpu";

    public bool Collect(NodePage page)
    {
        var stat = machine.ReadProc("stat");
        if (stat.IsEmpty) return false;
        CollectSeconds(page, stat);
        CollectThrottles(page);
        CollectIsolated(page);
        CollectOnline(page);
        return true;
    }

    private void CollectSeconds(NodePage page, ReadOnlySpan<byte> stat)
    {
        var seconds = page.Counter("node_cpu_seconds_total", "Seconds the CPU spent in each mode.");
        var guest =
            page.Counter("node_cpu_guest_seconds_total", "Seconds the CPU spent running guests, by mode.");
        Span<double> ticks = stackalloc double[Modes];
        while (KernelText.NextLine(ref stat, out var line))
        {
            if (!line.StartsWith("cpu"u8)) break;
            if (!KernelText.NextField(ref line, out var name) || name.Length == 3) continue;
            ticks.Clear();
            KernelText.Numbers(line, ticks);
            var cpu = name[3..];
            var kept = Keep((long)KernelText.Number(cpu), ticks);
            Add(seconds, cpu, "user"u8, kept[0]);
            Add(seconds, cpu, "nice"u8, kept[1]);
            Add(seconds, cpu, "system"u8, kept[2]);
            Add(seconds, cpu, "idle"u8, kept[Idle]);
            Add(seconds, cpu, "iowait"u8, kept[4]);
            Add(seconds, cpu, "irq"u8, kept[5]);
            Add(seconds, cpu, "softirq"u8, kept[6]);
            Add(seconds, cpu, "steal"u8, kept[7]);
            Add(guest, cpu, "user"u8, kept[8]);
            Add(guest, cpu, "nice"u8, kept[9]);
        }
    }

    /// <summary>
    /// The kernel's idle and iowait times step back a little now and then; a counter must not.
    /// </summary>
    private double[] Keep(long cpu, ReadOnlySpan<double> ticks)
    {
        if (!_kept.TryGetValue(cpu, out var kept)) _kept[cpu] = kept = new double[Modes];
        if (kept[Idle] - ticks[Idle] / TicksPerSecond >= JumpBackSeconds) Array.Clear(kept);
        for (var i = 0; i < Modes; i++) kept[i] = Math.Max(kept[i], ticks[i] / TicksPerSecond);
        return kept;
    }

    private static void Add(
        FamilyText family, ReadOnlySpan<byte> cpu, ReadOnlySpan<byte> mode, double value) =>
        family.Begin().Label("cpu"u8, cpu).Label("mode"u8, mode).End(value);

    private void CollectThrottles(NodePage page)
    {
        var cores =
            page.Counter("node_cpu_core_throttles_total", "Times the core was throttled by its temperature.");
        var packages = page.Counter(
            "node_cpu_package_throttles_total", "Times the package was throttled by its temperature.");
        HashSet<(double, double)>? seen = null;
        foreach (var cpu in machine.Numbered(machine.Sys("devices/system/cpu"), "cpu"))
        {
            var directory = machine.Sys("devices/system/cpu/") + cpu;
            var count = machine.Number(directory + "/thermal_throttle/core_throttle_count");
            var ofPackage = machine.Number(directory + "/thermal_throttle/package_throttle_count");
            if (double.IsNaN(count) && double.IsNaN(ofPackage)) continue;
            var package = machine.Number(directory + "/topology/physical_package_id");
            var core = machine.Number(directory + "/topology/core_id");
            if (double.IsNaN(package) || double.IsNaN(core)) continue;
            seen ??= [];
            if (!double.IsNaN(count) && seen.Add((package, core)))
                cores.Begin().Label("core"u8, (long)core).Label("package"u8, (long)package).End(count);
            if (!double.IsNaN(ofPackage) && seen.Add((package, -1)))
                packages.Begin().Label("package"u8, (long)package).End(ofPackage);
        }
    }

    private void CollectIsolated(NodePage page)
    {
        var isolated = page.Gauge("node_cpu_isolated", "Whether the CPU is isolated from the scheduler.");
        var list = machine.Line(machine.Sys("devices/system/cpu/isolated"));
        if (string.IsNullOrEmpty(list)) return;
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out var from)) continue;
            if (!int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var to)) continue;
            for (var cpu = from; cpu <= to; cpu++) isolated.Begin().Label("cpu"u8, cpu).End(1);
        }
    }

    private void CollectOnline(NodePage page)
    {
        var online = page.Gauge("node_cpu_online", "Whether the CPU is online and takes work.");
        foreach (var cpu in machine.Numbered(machine.Sys("devices/system/cpu"), "cpu"))
        {
            var value = machine.Number($"{machine.Sys("devices/system/cpu/")}{cpu}/online");
            // The first CPU often cannot be taken offline and has no such file: it is online.
            if (double.IsNaN(value) && cpu != "cpu0") continue;
            online.Add(double.IsNaN(value) ? 1 : value, "cpu"u8, cpu[3..]);
        }
    }
}
