namespace Hotaru.Node;

/// <summary>
/// A file system of a disk that was writable when it was first seen, and is so no more: the kernel turned it
/// read-only after an error, or someone did.
/// </summary>
internal sealed class ReadOnlyWatch(Machine machine) : ICollector
{
    private readonly MountTable _mounts = new(machine);
    private readonly HashSet<string> _wasWritable = new(StringComparer.Ordinal);

    public string Name => "readonly";

    public bool Collect(NodePage page)
    {
        if (_mounts.Read() is not { } mounts) return false;
        var family = page.Gauge(
            "hotaru_pi_filesystem_turned_readonly", "1 for a file system that was writable and is no more.");
        foreach (var mount in mounts)
        {
            if (mount.IsExcluded || !mount.Device.StartsWith("/dev/", StringComparison.Ordinal)) continue;
            var key = mount.Device + " " + mount.Point;
            var isReadOnly = mount.IsReadOnly || HasEmergency(mount);
            if (!isReadOnly) _wasWritable.Add(key);
            family.Begin().Label("device"u8, mount.Device).Label("mountpoint"u8, mount.Point)
                .End(isReadOnly && _wasWritable.Contains(key) ? 1 : 0);
        }

        return true;
    }

    /// <summary>Linux 6.14 on: ext4 refuses writes after an error though it is mounted rw.</summary>
    private static bool HasEmergency(Mount mount) => mount.Options.Split(',').Contains("emergency_ro");
}
