namespace Hotaru.Node;

/// <summary>The lines of /proc/vmstat about paging, swapping, faults and kills for want of memory.</summary>
internal sealed class VirtualMemoryCollector(Machine machine) : ICollector
{
    public string Name => "vmstat";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("vmstat");
        if (text.IsEmpty) return false;
        Span<char> name = stackalloc char[96];
        "node_vmstat_".CopyTo(name);
        while (KernelText.NextLine(ref text, out var line))
        {
            if (!KernelText.NextField(ref line, out var key) || key.Length > 80 || !IsShown(key)) continue;
            var length = "node_vmstat_".Length;
            foreach (var c in key) name[length++] = (char)c;
            page.Unknown(name[..length], "A line of /proc/vmstat.").Add(KernelText.NextNumber(ref line));
        }

        return true;
    }

    /// <summary>oom_kill, pgpg*, pswp*, and pg...fault.</summary>
    internal static bool IsShown(ReadOnlySpan<byte> key) =>
        key.StartsWith("oom_kill"u8) || key.StartsWith("pgpg"u8) || key.StartsWith("pswp"u8)
        || (key.StartsWith("pg"u8) && key.IndexOf("fault"u8) >= 0);
}
