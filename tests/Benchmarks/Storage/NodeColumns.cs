using Hotaru.Model;

namespace Hotaru.Benchmarks.Storage;

/// <summary>
/// A hundred series of one host in the manner of node_exporter: CPU counters with two decimals, byte and
/// packet counters, constants, random walks, doubles with full mantissas, a histogram. The same kinds and
/// shares as the data set of the side-by-side harness.
/// </summary>
internal sealed class NodeColumns(int host, int count, long startSeconds, int stepSeconds, int seed)
{
    private static readonly string[] Bounds =
        ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"];

    private readonly Random _random = new(seed + host);
    private readonly List<(Labels Labels, double[] Values)> _series = [];

    public IReadOnlyList<(Labels Labels, double[] Values)> Build()
    {
        Cpu();
        Memory();
        FileSystems();
        Network();
        Disks();
        Gauges();
        Histogram();
        return _series;
    }

    private void Cpu()
    {
        (string Mode, int[] Steps)[] modes =
        [
            ("idle", Pool(200, 1000, 1490)), ("user", Pool(200, 5, 300)), ("system", Pool(200, 3, 80)),
            ("iowait", [0, 0, 0, 1, 2, 3, 9]), ("softirq", [0, 0, 1, 1, 2]), ("irq", [0]),
            ("nice", [.. new int[20], 1]), ("steal", [0, 0, 0, 1]),
        ];
        for (var cpu = 0; cpu < 4; cpu++)
        {
            foreach (var (mode, steps) in modes)
                Add("node_cpu_seconds_total", Counter(_random.Next(100_000_000), steps, 100), "cpu",
                    $"{cpu}", "mode", mode);
        }
    }

    private void Memory()
    {
        var big = Pool(400, -300, 300);
        Add("node_memory_MemTotal_bytes", Constant(8L << 30));
        Add("node_memory_SwapFree_bytes", Constant(2L << 30));
        foreach (var kind in new[] { "MemFree", "MemAvailable", "Cached", "Active" })
            Add($"node_memory_{kind}_bytes", Walk(_random.Next(100_000, 1_000_000), big, 4096));
        Add("node_memory_Buffers_bytes", Walk(50_000, [.. new int[8], 1, 2, -1, 3], 4096));
        var dirty = Pool(100, 0, 500);
        Add("node_memory_Dirty_bytes", Each(_ => 4096.0 * dirty[_random.Next(dirty.Length)]));
    }

    private void FileSystems()
    {
        (string Device, string Mount, int[] Steps)[] systems =
        [
            ("/dev/vda1", "/", [0, 0, 0, 0, -3, -1, 2]), ("/dev/vda15", "/boot", [0]),
            ("/dev/vdb", "/var", [.. new int[19], -40, 38]),
        ];
        foreach (var (device, mount, steps) in systems)
        {
            Add("node_filesystem_size_bytes", Constant(50e9), "device", device, "mountpoint", mount);
            Add("node_filesystem_avail_bytes", Walk(5_000_000, steps, 4096), "device", device, "mountpoint",
                mount);
            Add("node_filesystem_files_free", Walk(5_000_000, steps, 1), "device", device, "mountpoint",
                mount);
        }
    }

    private void Network()
    {
        foreach (var device in new[] { "eth0", "lo" })
        {
            foreach (var way in new[] { "receive", "transmit" })
            {
                Add($"node_network_{way}_bytes_total", Counter(5e10, Pool(500, 1000, 3_000_000), 1),
                    "device", device);
                Add($"node_network_{way}_packets_total", Counter(1e7, Pool(300, 10, 4000), 1), "device",
                    device);
                Add($"node_network_{way}_errs_total", Counter(17, [0], 1), "device", device);
                Add($"node_network_{way}_drop_total", Counter(3, [.. new int[50], 1], 1), "device", device);
            }
        }
    }

    private void Disks()
    {
        foreach (var (device, idle) in new[] { ("vda", 1), ("vdb", 12) })
        {
            (string Name, int[] Steps, double Divisor)[] kinds =
            [
                ("reads_completed_total", Pool(60, 0, 50), 1), (
                    "writes_completed_total", Pool(200, 0, 400), 1),
                ("read_bytes_total", Scaled(Pool(200, 0, 4000), 512), 1),
                ("written_bytes_total", Scaled(Pool(300, 0, 40_000), 512), 1),
                ("io_time_seconds_total", Pool(200, 0, 900), 1000),
            ];
            foreach (var (name, steps, divisor) in kinds)
            {
                int[] mostlyIdle = [.. steps, .. new int[steps.Length * (idle - 1)]];
                Add("node_disk_" + name, Counter(_random.Next(1_000_000_000), mostlyIdle, divisor), "device",
                    device);
            }
        }
    }

    private void Gauges()
    {
        foreach (var minutes in new[] { 1, 5, 15 })
        {
            var most = 12 / minutes + 1;
            Add($"node_load{minutes}", Walk(160, [.. Enumerable.Range(-most, 2 * most + 1)], 0.01));
        }

        Add("node_hwmon_temp_celsius", Walk(50, [0, 0, 0, 0, 0, 0, 1, -1], 1), "sensor", "temp1");
        Add("node_hwmon_temp_celsius", Walk(41_000, [0, 0, 1000, -1000, 50, -50], 0.001), "sensor", "temp2");
        Add("app_queue_seconds", Each(i => Gauss() + i * 1e-7), "app", "api");
        Add("app_ratio", Each(_ => Gauss() / 3.7), "app", "api");
        Add("up", Constant(1));
        Add("node_boot_time_seconds", Constant(startSeconds - 864_000));
        Add("node_uname_info", Constant(1), "nodename", $"host-{host:d3}", "release", "6.1.0-13-amd64");
        Add("push_time_seconds", Each(
            i => startSeconds + (long)i * stepSeconds / 3600 * 3600 + host * 7 + 0.123456));
        Add("node_time_seconds", Each(i => startSeconds + (long)i * stepSeconds + Gauss() * 1e-4));
    }

    private void Histogram()
    {
        var before = new double[count];
        for (var bound = 0; bound < Bounds.Length; bound++)
        {
            int[] steps = bound is >= 2 and <= 5 ? [0, 0, 1, 2, 3, 5] : [0, 0, 0, 1];
            double sum = 0;
            for (var i = 0; i < count; i++) before[i] += sum += steps[_random.Next(steps.Length)];
            Add("http_request_duration_seconds_bucket", [.. before], "handler", "/api", "le", Bounds[bound]);
        }

        Add("http_request_duration_seconds_count", [.. before], "handler", "/api");
        double total = 0;
        Add("http_request_duration_seconds_sum", Each(_ => total += Gauss() / 9973), "handler", "/api");
    }

    private void Add(string name, double[] values, params ReadOnlySpan<string> labels)
    {
        var job = name.StartsWith("http", StringComparison.Ordinal) || name.StartsWith(
            "app", StringComparison.Ordinal)
            ? "api" : "node";
        _series.Add((Labels.Of(
            ["__name__", name, "instance", $"host-{host:d3}:9100", "job", job, .. labels]), values));
    }

    private int[] Pool(int size, int least, int most) =>
        [.. Enumerable.Range(0, size).Select(_ => _random.Next(least, most + 1))];

    private static int[] Scaled(int[] steps, int by) => [.. steps.Select(s => s * by)];

    private double[] Constant(double value) => Each(_ => value);

    private double[] Counter(double start, int[] steps, double divisor) =>
        Each(i => (i == 0 ? start : start += steps[_random.Next(steps.Length)]) / divisor);

    private double[] Walk(double start, int[] steps, double scale)
    {
        var at = start;
        return Each(i => Math.Max(0, i == 0 ? at : at += steps[_random.Next(steps.Length)]) * scale);
    }

    private double Gauss() =>
        100 + 15 * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(
            2 * Math.PI * _random.NextDouble());

    private double[] Each(Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
