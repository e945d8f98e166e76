namespace Hotaru.Node;

/// <summary>This process under the names every client library gives: process_*.</summary>
internal sealed class ProcessCollector(Machine machine) : ICollector
{
    private const double TicksPerSecond = 100;

    public string Name => "process";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("self/stat");
        // The command in parentheses may hold blanks; the fields behind it are counted from the state on.
        var end = text.LastIndexOf((byte)')');
        if (end < 0) return false;
        Span<double> fields = stackalloc double[22];
        if (KernelText.Numbers(text[(end + 1)..], fields) < fields.Length) return false;
        page.Counter("process_cpu_seconds_total", "Seconds of CPU this process used.")
            .Add((fields[11] + fields[12]) / TicksPerSecond);
        page.Gauge("process_virtual_memory_bytes", "Address space of this process.").Add(fields[20]);
        page.Gauge("process_resident_memory_bytes", "Memory of this process.")
            .Add(fields[21] * Environment.SystemPageSize);
        // Not of fd: its entries are links, and each is asked about when they are listed.
        page.Gauge("process_open_fds", "Files this process has open.")
            .Add(machine.Files.List(machine.Proc("self/fdinfo")).Count);
        CollectStart(page, fields[19]);
        CollectLimits(page);
        return true;
    }

    private void CollectStart(NodePage page, double startTicks)
    {
        var stat = machine.ReadProc("stat");
        var at = stat.IndexOf("btime "u8);
        if (at < 0) return;
        var rest = stat[(at + 6)..];
        if (!KernelText.NextLine(ref rest, out var boot)) return;
        page.Gauge("process_start_time_seconds", "When this process started, seconds since the epoch.")
            .Add(KernelText.Number(boot) + startTicks / TicksPerSecond);
    }

    private void CollectLimits(NodePage page)
    {
        var text = machine.ReadProc("self/limits");
        while (KernelText.NextLine(ref text, out var line))
        {
            if (Limit(line, "Max open files"u8) is { } files)
                page.Gauge("process_max_fds", "Files this process may have open.").Add(files);
            if (Limit(line, "Max address space"u8) is { } bytes)
                page.Gauge("process_virtual_memory_max_bytes", "Address space this process may have.")
                    .Add(bytes);
        }
    }

    private static double? Limit(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        if (!line.StartsWith(name)) return null;
        var rest = line[name.Length..];
        if (!KernelText.NextField(ref rest, out var value)) return null;
        // Client libraries say "no limit" with the largest number of 64 bits.
        return value.SequenceEqual("unlimited"u8) ? ulong.MaxValue : KernelText.Number(value);
    }
}
