namespace Hotaru.Node;

/// <summary>Room on mounted file systems that hold something of their own.</summary>
internal sealed class FileSystemCollector(Machine machine) : ICollector
{
    private readonly MountTable _mounts = new(machine);
    private readonly MountProbe _probe = new(machine);

    public string Name => "filesystem";

    public bool Collect(NodePage page)
    {
        if (_mounts.Read() is not { } mounts) return false;
        foreach (var mount in mounts)
        {
            if (mount.IsExcluded) continue;
            var room = _probe.Ask(mount);
            Add(page.Gauge("node_filesystem_device_error", "Whether asking the file system failed."),
                mount, room is null ? 1 : 0);
            if (room is { } r) Add(page, mount, r);
        }

        return true;
    }

    private static void Add(NodePage page, Mount mount, FileSystemRoom room)
    {
        Add(page.Gauge("node_filesystem_size_bytes", "Size of the file system."), mount, room.SizeBytes);
        Add(page.Gauge("node_filesystem_free_bytes", "Bytes free, reserved ones counted."), mount,
            room.FreeBytes);
        Add(page.Gauge("node_filesystem_avail_bytes", "Bytes free for an ordinary user."),
            mount, room.AvailableBytes);
        Add(page.Gauge("node_filesystem_files", "Files the file system can hold."), mount, room.Files);
        Add(page.Gauge("node_filesystem_files_free", "Files it can still take."), mount, room.FilesFree);
        Add(page.Gauge("node_filesystem_readonly", "Whether it is mounted for reading only."),
            mount, mount.IsReadOnly || room.IsReadOnly ? 1 : 0);
    }

    private static void Add(FamilyText family, Mount mount, double value) =>
        family.Begin().Label("device"u8, mount.Device).Label("fstype"u8, mount.Type)
            .Label("mountpoint"u8, mount.Point).End(value);
}
