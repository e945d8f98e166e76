namespace Hotaru.Node;

/// <summary>/proc/meminfo: kB become bytes, parentheses in names become an underscore.</summary>
internal sealed class MemoryCollector(Machine machine) : ICollector
{
    public string Name => "meminfo";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("meminfo");
        if (text.IsEmpty) return false;
        Span<char> name = stackalloc char[128];
        "node_memory_".CopyTo(name);
        while (KernelText.NextLine(ref text, out var line))
        {
            var colon = line.IndexOf((byte)':');
            if (colon is < 1 or > 96) continue;
            var length = WriteName(line[..colon], name, "node_memory_".Length);
            var rest = line[(colon + 1)..];
            var value = KernelText.NextNumber(ref rest);
            if (double.IsNaN(value)) continue;
            if (KernelText.NextField(ref rest, out var unit) && unit.SequenceEqual("kB"u8))
            {
                "_bytes".CopyTo(name[length..]);
                length += "_bytes".Length;
                value *= 1024;
            }

            page.Gauge(name[..length], "A line of /proc/meminfo.").Add(value);
        }

        return true;
    }

    /// <summary>
    /// Writes the name behind the prefix and returns the length of both: Active(anon) is Active_anon.
    /// </summary>
    private static int WriteName(ReadOnlySpan<byte> key, Span<char> name, int length)
    {
        foreach (var c in key)
        {
            if (c == ')') continue;
            name[length++] = c == '(' ? '_' : (char)c;
        }

        return length;
    }
}
