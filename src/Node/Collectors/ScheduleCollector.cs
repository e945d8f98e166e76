namespace Hotaru.Node;

/// <summary>/proc/schedstat: time tasks ran and waited on each CPU, in nanoseconds.</summary>
internal sealed class ScheduleCollector(Machine machine) : ICollector
{
    private const double Nanosecond = 1e-9;

    public string Name => "schedstat";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("schedstat");
        if (text.IsEmpty) return false;
        Span<double> columns = stackalloc double[9];
        while (KernelText.NextLine(ref text, out var line))
        {
            if (!line.StartsWith("cpu"u8) || !KernelText.NextField(ref line, out var name)) continue;
            if (KernelText.Numbers(line, columns) < columns.Length) continue;
            var cpu = name[3..];
            page.Counter("node_schedstat_running_seconds_total", "Seconds tasks ran.")
                .Add(columns[6] * Nanosecond, "cpu"u8, cpu);
            page.Counter("node_schedstat_waiting_seconds_total", "Seconds tasks waited for the CPU.")
                .Add(columns[7] * Nanosecond, "cpu"u8, cpu);
            page.Counter("node_schedstat_timeslices_total", "Slices of time given to tasks.")
                .Add(columns[8], "cpu"u8, cpu);
        }

        return true;
    }
}
