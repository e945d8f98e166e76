using System.Buffers.Text;

namespace Hotaru.Node;

/// <summary>
/// Pressure stall information: time that some or all tasks waited for a resource, in microseconds.
/// </summary>
internal sealed class PressureCollector(Machine machine) : ICollector
{
    public string Name => "pressure";

    public bool Collect(NodePage page)
    {
        var any = Collect(page, "cpu", "node_pressure_cpu_waiting_seconds_total", null);
        any |= Collect(
            page, "io", "node_pressure_io_waiting_seconds_total", "node_pressure_io_stalled_seconds_total");
        any |= Collect(
            page, "memory", "node_pressure_memory_waiting_seconds_total",
            "node_pressure_memory_stalled_seconds_total");
        any |= Collect(page, "irq", null, "node_pressure_irq_stalled_seconds_total");
        return any;
    }

    private bool Collect(NodePage page, string resource, string? some, string? full)
    {
        var text = machine.ReadProc("pressure/" + resource);
        if (text.IsEmpty) return false;
        while (KernelText.NextLine(ref text, out var line))
        {
            var name = line.StartsWith("some "u8) ? some : line.StartsWith("full "u8) ? full : null;
            var total = line.IndexOf("total="u8);
            if (name is null || total < 0) continue;
            if (!Utf8Parser.TryParse(line[(total + 6)..], out ulong microseconds, out _)) continue;
            page.Counter(name, name.Contains("waiting", StringComparison.Ordinal)
                    ? "Seconds in which some task waited for it."
                        : "Seconds in which every task waited for it.")
                .Add(microseconds / 1e6);
        }

        return true;
    }
}
