namespace Hotaru.Node;

/// <summary>Entries of /proc/net/arp by interface.</summary>
internal sealed class ArpCollector(Machine machine) : ICollector
{
    private readonly Dictionary<string, int> _entries = new(StringComparer.Ordinal);

    public string Name => "arp";

    public bool Collect(NodePage page)
    {
        var text = machine.ReadProc("net/arp");
        if (!KernelText.NextLine(ref text, out _)) return false;
        _entries.Clear();
        Span<char> name = stackalloc char[64];
        var byChars = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        while (KernelText.NextLine(ref text, out var line))
        {
            var device = line[(line.TrimEnd((byte)' ').LastIndexOf((byte)' ') + 1)..];
            if (device.IsEmpty || device.Length > name.Length) continue;
            System.Text.Encoding.UTF8.GetChars(device, name);
            var key = (ReadOnlySpan<char>)name[..device.Length];
            byChars[key] = byChars.TryGetValue(key, out var count) ? count + 1 : 1;
        }

        var family = page.Gauge("node_arp_entries", "Entries of the ARP table.");
        foreach (var (device, count) in _entries) family.Add(count, "device"u8, device);
        return true;
    }
}
