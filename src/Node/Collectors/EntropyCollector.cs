namespace Hotaru.Node;

/// <summary>Bits in the kernel's pool of randomness.</summary>
internal sealed class EntropyCollector(Machine machine) : ICollector
{
    public string Name => "entropy";

    public bool Collect(NodePage page)
    {
        var available = machine.Number(machine.Proc("sys/kernel/random/entropy_avail"));
        if (double.IsNaN(available)) return false;
        page.Gauge("node_entropy_available_bits", "Bits of randomness at hand.").Add(available);
        var size = machine.Number(machine.Proc("sys/kernel/random/poolsize"));
        if (!double.IsNaN(size)) page.Gauge("node_entropy_pool_size_bits", "Bits the pool holds.").Add(size);
        return true;
    }
}
