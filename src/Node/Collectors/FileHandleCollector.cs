namespace Hotaru.Node;

/// <summary>File handles in use and their limit, from /proc/sys/fs/file-nr.</summary>
internal sealed class FileHandleCollector(Machine machine) : ICollector
{
    public string Name => "filefd";

    public bool Collect(NodePage page)
    {
        Span<double> numbers = stackalloc double[3];
        if (KernelText.Numbers(machine.ReadProc("sys/fs/file-nr").TrimEnd((byte)'\n'), numbers) < 3)
            return false;
        page.Gauge("node_filefd_allocated", "File handles in use.").Add(numbers[0]);
        page.Gauge("node_filefd_maximum", "File handles the kernel may give.").Add(numbers[2]);
        return true;
    }
}
